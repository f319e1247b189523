"""Notices that are filled-in forms: hundreds share all but names and figures, and each is an article of its own.

Data, and the function that fills it. The braces are those of `sentences.py`; `firm`, `person`, `number` and `day` are
the same all through a notice.
"""

from __future__ import annotations

from typing import NamedTuple

from devzone_crawler.simulator.text import Draw, Pattern, pick
from devzone_crawler.simulator.words import COMPANIES, INDUSTRIES, PLACES, SURNAMES, ZONE_KINDS, word_list

_GIVEN = word_list("一川 明远 思齐 建国 晓雯 海涛 志强 文静 立新 雨桐 长青 国栋")
_GOODS = word_list("螺纹钢 热轧卷板 电解铜 动力煤 聚丙烯 纯碱 尿素 玻璃 棉纱 木浆 玉米 豆粕")


class Form(NamedTuple):
    """What a notice looks like before it is filled in."""

    title: str
    paragraphs: tuple[str, ...]
    table: bool = False
    """True if a price list follows the first paragraph."""


FORMS: tuple[Form, ...] = (
    Form(
        "{firm}{industry}项目环境影响评价公示",
        (
            "根据建设项目环境影响评价政府信息公开的有关规定，现将{firm}{industry}项目环境影响报告表的受理情况予以公示。",
            "项目位于{zone}，建设单位为{firm}，总投资{money}亿元，占地{large}平方米。",
            "公示期为五个工作日。公民、法人和其他组织对公示的项目有意见的，可以在公示期内以书面形式向{zone}行政审批局反映。",
            "反映情况应当实事求是，以单位名义反映的应当加盖公章，以个人名义反映的应当署真实姓名并留下联系方式，便于核实和答复。",
            "听证权利告知：依据行政许可的有关规定，申请人和利害关系人自公示之日起五日内，对拟作出的审批意见可以要求听证。",
            "公示材料可以在政务服务大厅一楼窗口查阅，也可以在本网站下载，受理时间为工作日上午九时至下午五时。",
        ),
    ),
    Form(
        "{zone}重点商品价格周报（第{number}期）",
        (
            "{day}，{zone}价格监测点对重点商品进行了采价，与上一期相比，{few}种上涨，{few}种下跌，其余持平。",
            "本期采价由企业直报和人工采价相结合，价格为含税出厂价，仅供参考，不作为交易依据。",
            "业内人士认为，随着季节变化和上游供应的调整，后期价格将以小幅波动为主。监测点将继续做好采价和报送工作。",
        ),
        table=True,
    ),
    Form(
        "干部任前公示",
        (
            "为广泛听取群众意见，进一步提高选人用人工作的透明度，按照干部选拔任用工作的有关规定，现对拟任职的干部公示如下。",
            "{person}，现任{zone}{office}副局长，拟任{zone}{office}局长。",
            "公示时间自{day}起五个工作日。公示期间，干部群众可以通过来信、来电、来访等形式反映公示对象的情况和问题。",
            "反映问题要坚持实事求是的原则，反映人应当对反映内容的真实性负责。提倡署真实姓名，我们将严格遵守保密纪律。",
            "来信请寄组织人事部门干部监督科，也可以在工作时间拨打公示电话，以电话记录为准。",
        ),
    ),
    Form(
        "{zone}{industry}厂房项目中标结果公告",
        (
            "{zone}{industry}厂房项目评标工作已经结束，根据评标委员会的评审意见，现将中标结果公告如下。",
            "项目编号：{number}。招标人：{zone}规划建设局。中标人：{firm}。中标价：{money}亿元。工期：{large}日历天。",
            "投标人或者其他利害关系人对中标结果有异议的，应当自公告之日起三日内以书面形式向招标人提出，逾期不予受理。",
            "招标人将在收到异议之日起三日内作出答复，作出答复之前暂停招标投标活动。对答复不满意的，可以依法投诉。",
        ),
    ),
    Form(
        "关于部分区域临时停水的通知",
        (
            "因供水管网改造施工，{zone}部分区域将临时停水，现将有关事项通知如下。",
            "停水时间：{day}上午{few}时至次日凌晨。停水范围：{place}路沿线企业和住户，约{large}户。",
            "请受影响的企业和住户提前做好储水准备，关好水龙头，以免来水时造成损失。恢复供水后可能出现短时浑浊，放水片刻即可。",
            "给您带来的不便敬请谅解，如有疑问请拨打供水服务热线，值班人员二十四小时接听。",
        ),
    ),
    Form(
        "{zone}空气质量日报",
        (
            "{day}，{zone}空气质量指数为{small}，首要污染物为臭氧。",
            "细颗粒物日均浓度{few}微克每立方米，可吸入颗粒物日均浓度{small}微克每立方米，二氧化硫日均浓度{days}微克每立方米。",
            "本日报依据自动监测站的实时数据编制，未经最终审核，仅供公众参考，正式数据以年度公报为准。",
        ),
    ),
)


def notice(draw: Draw, form: Form) -> tuple[str, list[str]]:
    """Title and paragraphs of one notice of a form."""
    place = pick(draw, PLACES)
    subject = {
        "place": place,
        "zone": place + pick(draw, ZONE_KINDS),
        "industry": pick(draw, INDUSTRIES),
    }
    fixed = {
        "firm": f"{pick(draw, PLACES)}{pick(draw, COMPANIES)}有限公司",
        "person": pick(draw, SURNAMES) + pick(draw, _GIVEN),
        "number": str(2000 + int(draw() * 27)) + f"{int(draw() * 1000):03}",
        "day": f"{1 + int(draw() * 12)}月{1 + int(draw() * 28)}日",
    }
    title, *paragraphs = (_filled(draw, text, subject, fixed) for text in (form.title, *form.paragraphs))
    if form.table:
        paragraphs[1:1] = [f"{name}\t{round(1000 + 5000 * draw())}\t{9 * draw():.2f}" for name in _GOODS]
    return title, paragraphs


def _filled(draw: Draw, text: str, subject: dict[str, str], fixed: dict[str, str]) -> str:
    for name, value in fixed.items():
        text = text.replace(f"{{{name}}}", value)
    return Pattern(text).fill(draw, subject)
