"""Sentence patterns of the simulated texts. Data only; `text.py` fills the braces.

A brace holds the name of a table of `words.py`, or `zone`; `zone`, `place` and `industry` are the same all through one
article.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Tone = Literal["news", "notice"]
"""How an article speaks: it reports, or it announces."""

# The number of patterns in each set is a prime: article numbers reach a channel in a fixed rhythm, and a
# rhythm that shares no divisor with the set lets every pattern have its turn in every channel.
TITLES: dict[Tone, tuple[str, ...]] = {
    "news": (
        "{place}{kind}：{industry}产业驶入快车道",
        "{place}{kind}{industry}项目集中开工 总投资超百亿元",
        "“{slogan}”促升级 {place}{kind}{industry}集群加速成形",
        "{place}{kind}跑出{industry}招商“加速度”！",
        "{place}{kind}出台{industry}产业扶持办法（试行）",
        "以{industry}为笔，{place}{kind}绘就转型新图",
        "从一块荒滩到一座新城——{place}{kind}{industry}发展纪实",
        "{place}{kind}{industry}企业用工对接会举行",
        "{place}{kind}首条{industry}智能产线投产",
        "问需于企、问计于企：{place}{kind}{slogan}服务{industry}见闻",
        "{place}{kind}获评省级{industry}特色产业基地(第2批)",
        "前三季度{place}{kind}{industry}产值增长两成",
        "{place}{kind}与三所高校共建{industry}研究院",
        "走进{place}{kind}：看{industry}如何向“新”而行",
        "{place}{kind}{industry}产业园二期交付使用",
        "“店小二”上门，{place}{kind}{industry}企业吃下定心丸",
        "{place}{kind}赴外地开展{industry}专题招商",
        "开局就是决战！{place}{kind}{industry}项目春节不停工",
        "{place}{kind}成立{industry}产业联盟 60家单位加入",
        "{industry}大会在{place}{kind}开幕，签约项目32个",
        "{place}{kind}：{slogan}激活{industry}一池春水",
        "一枚印章管审批，{place}{kind}{industry}项目落地快了一半",
        "{place}{kind}{industry}出口连续12个月正增长",
    ),
    "notice": (
        "关于征集{place}{kind}{industry}示范案例的通知（第{small}号）",
        "关于举办{industry}专题培训班的通知（{place}{kind}站）（第{small}号）",
        "{place}{kind}{industry}项目评审结果公示（第{small}号）",
        "关于组织参加{place}{kind}{industry}对接会的函（第{small}号）",
        "{place}{kind}{industry}扶持资金申报公告（第{small}号）",
        "关于开展{industry}统计调查的补充通知：{place}{kind}片区（第{small}号）",
        "关于公布{place}{kind}{industry}专家库名单的公告（第{small}号）",
    ),
}

LEADS: dict[Tone, tuple[str, ...]] = {
    "news": (
        "{month}，走进{zone}{company}的生产车间，机械臂起落有序，一批{industry}订单正在赶制。企业{role}{surname}先生说，排产已经到了下个季度。",
        "记者从{zone}{office}获悉，{month}该区新签{industry}项目{small}个，协议总投资{money}亿元，其中外资项目{few}个。",
        "项目是硬支撑，环境是软实力。{month}，{zone}围绕{industry}主导产业{adverb}{verb}{thing}，区内规模以上企业营业收入同比增长{share}。",
        "日前，{zone}召开{industry}工作推进会，{office}等部门和{small}家企业到会，会上通报了{month}的进展，也摆出了还没有解决的难题。",
    ),
    "notice": (
        "各会员单位、有关企业：为{adverb}{verb}{industry}领域的{thing}，经与{zone}{office}商定，现将有关事项通知如下。",
        "按照年度工作安排，{zone}{office}将于{month}组织{industry}专项工作，名额{small}个，请各有关单位对照下列要求做好准备。",
        "经单位自荐、材料初审和现场答辩，{zone}{industry}专项的评审已经结束，现将情况公布如下，公示期为{few}个工作日。",
    ),
}

CLOSINGS: tuple[str, ...] = (
    "下一步，{zone}还将{adverb}{verb}{thing}，力争到年底{industry}产值再增{share}，让更多企业愿意来、留得下、长得大。",
    "“路子对了，就不怕路远。”{zone}{office}负责人表示，今后会把{thing}列入月度清单，一件一件办，办完一件公开一件。",
    "目前，{zone}已为明年储备{industry}项目{small}个，计划总投资{money}亿元，首批{few}个将在{month}后陆续动工。",
)


@dataclass(frozen=True, slots=True)
class Topic:
    """What one section of an article is about."""

    subheads: tuple[str, ...]
    """Centred lines above a section. No final punctuation."""
    leads: tuple[str, ...]
    """Bold words that open a paragraph, with their full stop."""
    sentences: tuple[str, ...]


TOPICS: tuple[Topic, ...] = (
    Topic(
        (
            "强链补链，{industry}枝繁叶茂",
            "把产业底盘做厚",
            "产业向高处走，链条往深处延",
            "龙头带动 {industry}抱团出海",
        ),
        ("延长产业链条。", "培育骨干企业。", "盘活存量资产。", "推动集聚成群。"),
        (
            "{zone}把{industry}作为首位产业，编制了含有{small}个环节的产业图谱，缺什么就补什么。",
            "{company}去年投入{money}亿元改造老厂区，单位产品能耗下降{share}，产能反而提高了{share}。",
            "目前，区内{industry}上下游企业达到{large}家，本地配套率由三年前的两成多升到{share}。",
            "链条一长，成本就短。",
            "过去一颗螺丝也要从外省买，如今方圆{small}公里之内就能凑齐{share}的零部件。",
            "{company}与{company}隔街相望，一家做模组，一家做整机，物料用叉车就能送到。",
            "对亩均税收靠后的{small}家企业，{office}逐户上门，通过技改、转租、收储等方式腾出土地{large}亩。",
            "骨干企业的作用也在放大：{company}开放实验室，{large}名中小企业技术员先后来这里做过测试。",
            "数据显示，{month}全区规模以上工业增加值增长{share}，其中{industry}贡献了{share}的增量。",
            "到{place}看过之后，客商{surname}女士当场改了行程，多留了{days}天。",
            "新厂房按“一层一企、上楼生产”设计，{small}栋已经封顶，预订面积超过{share}。",
        ),
    ),
    Topic(
        ("盯住项目，进度条天天在变", "用项目说话", "招来的是客，留住的是家", "围着项目转 奔着实效去"),
        ("紧盯开工竣工。", "做实项目储备。", "拓宽招商路径。", "坚持挂图作战。"),
        (
            "{zone}给每个重点项目配一名专员、建一本台账、开一个群，问题当天登记，{days}天之内给出答复。",
            "总投资{money}亿元的{company}{industry}基地，从签约到打下第一根桩只用了{small}天。",
            "工地上，{small}台塔吊同时作业，{large}名工人分两班施工，主体工程已经完成{share}。",
            "{month}以来，{office}组建{few}支小分队，跑了{small}座城市，拜访企业{large}家次。",
            "“人家来看的不只是地价。”招商干部{surname}先生说，客商问得最细的，往往是水电气和孩子上学。",
            "与以往大水漫灌式的推介不同，今年的招商先研究再出门，名单上{small}家企业家家有画像。",
            "资金也跟着项目走，{money}亿元的{industry}子基金已投出{small}个项目，撬动社会资本{money}亿元。",
            "在建项目实行红黄绿灯管理，亮黄灯的{days}日内会商，亮红灯的由区领导包干。",
            "截至目前，全区新开工亿元以上项目{small}个，竣工{small}个，完成投资{money}亿元。",
            "进度表贴在墙上，更记在心里。",
            "{company}二期原定{month}投产，因为用电接入提前完成，时间表往前挪了{small}天。",
        ),
    ),
    Topic(
        ("审批做减法，服务做加法", "让企业少跑一趟路", "把办事窗口搬到车间", "环境好不好 企业说了算"),
        ("简化办事流程。", "推行帮办代办。", "打通最后一米。", "兑现惠企政策。"),
        (
            "{office}梳理出{large}项高频事项，压减材料{share}，{small}项已能在手机上办完。",
            "企业开办时间缩到{days}个工作日，施工许可实行“容缺受理、分段发证”。",
            "{company}{role}{surname}先生算过一笔账：同样的手续，在这里比在原址少花{small}天，省下费用{large}元。",
            "帮办员{surname}女士的包里总有一双平底鞋，她说跑一趟工地要走{large}步。",
            "惠企资金由“人找政策”改为“政策找人”，{month}已有{large}家企业免申即享，金额合计{money}亿元。",
            "每月{few}号前后的早餐会不排座次，企业家讲问题，部门讲办法，讲不清的现场打电话。",
            "为解决用工难，{zone}与{small}所职业院校签订协议，定向培养{industry}技工{large}人。",
            "一张清单管到底，超时的事项会自动亮灯，并记入部门考核。",
            "去年的营商环境评价中，市场主体满意度达到{most}，比上年提高{days}个百分点。",
            "有呼必应，无事不扰。",
            "夜间食堂、班车专线、托育点这些小事，也写进了{office}的年度任务。",
        ),
    ),
    Topic(
        ("向创新要动能", "实验室连着生产线", "创新之树，根扎{place}", "揭榜挂帅 谁能干就让谁干"),
        ("搭建研发平台。", "引育创新人才。", "推动成果转化。", "鼓励数字转型。"),
        (
            "{zone}现有高新技术企业{large}家，建成省级以上研发平台{small}个，每万人发明专利拥有量增长{share}。",
            "由{company}牵头的{industry}联合实验室攻下{small}项工艺难题，其中{few}项填补了省内空白。",
            "博士{surname}先生带着团队落户时只有{small}个人，如今公司估值已过{money}亿元。",
            "“{slogan}”计划实施两年，{large}家企业完成数字化诊断，生产效率平均提升{share}。",
            "在{company}的中控室，一块大屏连着{large}台设备，哪里温度高了{days}度，后台立刻提示。",
            "科技人才局设立{money}亿元风险补偿资金，首贷、信用贷占比升到{share}。",
            "成果从论文走到货架，最怕中间断档，中试基地补的正是这一段。",
            "失败了怎么办？{office}的回答是：只要程序合规、勤勉尽责，就不追责。",
            "{month}，{industry}概念验证中心启用，首批{small}个项目入驻，来自{small}所院校。",
            "人才公寓已交付{large}套，租金只有市场价的{share}，拎包就能住进去。",
            "好点子不怕小，班组里的一项改进让{company}每年省下{large}元。",
        ),
    ),
    Topic(
        ("绿色成为底色", "守住蓝天碧水", "低碳园区 从屋顶做起", "烟囱少了，白鹭来了"),
        ("严把环境准入。", "推进循环利用。", "改善园区面貌。", "发展清洁能源。"),
        (
            "{zone}{adverb}{verb}{thing}，{small}家企业的屋顶装上了光伏板，年发电{large}千瓦时。",
            "污水处理厂完成提标改造，中水回用率达到{share}，每天可替代新鲜水{large}吨。",
            "凡是达不到准入标准的项目，投资再大也不落地，近两年婉拒的项目有{small}个。",
            "{company}把余热送进邻近厂区的管道，一年少烧煤{large}吨，两家都受益。",
            "河道清淤{small}公里，沿岸添了步道和座椅，傍晚散步的人多了起来。",
            "监测表明，{month}园区空气优良天数比例为{most}，同比提高{days}个百分点。",
            "环保管家驻场服务，{office}先指导、后检查，整改完成率{most}。",
            "变化看得见，也闻得到。",
            "{small}条公交线路换上新能源车，充电桩增至{large}个，进园货车错峰通行。",
            "固废在园内就地分类利用，{industry}边角料经{company}加工后重新回到生产线。",
            "绿化不求名贵，乡土树种占到{share}，养护费用降了{share}。",
        ),
    ),
    Topic(
        ("党建领航，一线聚力", "干部沉下去 实绩浮上来", "用好考核这把尺", "改革破题，机制生力"),
        ("选优配强队伍。", "完善考核办法。", "扩大对外开放。", "健全安全防线。"),
        (
            "{zone}实行全员竞聘，{large}人重新签订岗位合同，中层平均年龄下降{few}岁。",
            "考核结果与薪酬挂钩，最高与最低相差{share}，干多干少不再一个样。",
            "“管委会+公司”运行以来，{small}项社会事务划归属地，干部把{share}的精力放在经济发展上。",
            "{small}个党支部建在产业链上，结对企业{large}家，办成实事{large}件。",
            "{month}，{place}班列满载{industry}产品发车，沿途经过{small}个国家，货值{money}亿元。",
            "海关与园区共设查验点，通关时间压缩{share}，企业每柜节省{large}元。",
            "安全生产没有旁观者，{office}聘请{small}名专家逐厂会诊，查出隐患{small}处，已整改{most}。",
            "会议少了，调研多了。",
            "年轻干部{surname}先生驻企{small}天，记满{few}本笔记，提出的建议有{small}条被采纳。",
            "赋权清单一次放下{large}项，园区的事在园区就能办结。",
            "{company}的海外仓已经开到第{small}个城市，{share}的订单在当地发货。",
        ),
    ),
)

SHORTS: tuple[str, ...] = (
    "{month}，{zone}{industry}展示中心开放，首日接待观众{large}人次。",
    "{zone}{office}近日启用新址，{small}个窗口照常办理业务，咨询电话不变。",
)
CAPTIONS: tuple[str, ...] = (
    "图为{company}{industry}生产车间。（{surname}明 摄）",
    "{zone}一角。",
    "{company}员工在检测{industry}产品",
)
FILES: tuple[str, ...] = (
    "{zone}{industry}发展规划.pdf",
    "{industry}专项申报表.docx",
    "{zone}联系人名单（{small}人）.pdf",
)
