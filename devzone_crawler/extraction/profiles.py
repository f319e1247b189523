"""What is known of the CMS families that Chinese sites are built with. Data only, nothing callable.

Each row names the fact it rests on. The general rules read most pages without it; a profile decides where a family
is known to mislead them, and `devzone explain` names the family. Frequencies are of 517 crawler templates (2018-19).
"""

from __future__ import annotations

from dataclasses import dataclass

Pair = tuple[str, str]
"""What a template writes in front of something, and what behind it: comments, or names of metas without content."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """One family."""

    name: str
    fact: str
    """What the row rests on, in a sentence."""
    recognised_by: tuple[str, ...]
    """Pieces of markup that only this family writes: any of them in the page's source will do."""
    body: tuple[str, ...] = ()
    """Ids and classes of the element that holds the text, in any case."""
    body_marks: tuple[Pair, ...] = ()
    title_marks: tuple[Pair, ...] = ()


PROFILES: tuple[Profile, ...] = (
    Profile(
        name="TRS WCM",
        fact="Articles are t20190918_693227.shtml; the editor wraps its texts in TRS_Editor (23 templates), and "
        "columns print createPageHTML with four arguments.",
        recognised_by=("TRS_Editor", "TRS_UEDITOR", "TRS_AUTOADD", "TRS_PreAppend", "oldsrc="),
        body=("TRS_Editor", "TRS_UEDITOR", "TRS_AUTOADD", "TRS_PreAppend", "Zoom", "zoomcon", "fontzoom"),
    ),
    Profile(
        name="大汉 jcms",
        fact="Templates keep the generator's comments, <!--<$[标题]>begin-->…<!--<$[标题]>end-->: 46 of 125 "
        "government templates of Zhejiang have the headline between them, 45 the text between metas "
        "ContentStart and ContentEnd.",
        recognised_by=("<$[", "ContentStart", "大汉网络", "/module/visitcount/", ".jpage("),
        body=("bt_content", "zoomcon", "art_con"),
        body_marks=(
            ("<$[信息内容]>begin", "<$[信息内容]>end"),
            ("ContentStart", "ContentEnd"),
            ("ZJEG_RSS.content.begin", "ZJEG_RSS.content.end"),
        ),
        title_marks=(
            ("<$[标题]>begin", "<$[标题]>end"),
            ("<$[标题名称(html)]>begin", "<$[标题名称(html)]>end"),
            ("ZJEG_RSS.title.begin", "ZJEG_RSS.title.end"),
        ),
    ),
    Profile(
        name="大汉 jpaas",
        fact="The successor of jcms at ministries: units are fetched from /jpaas-publish-server/, the text "
        "stands in article_component.",
        recognised_by=("jpaas-publish-server", "article_component"),
        body=("article_component",),
    ),
    Profile(
        name="博达 VSB",
        fact="Texts stand in vsb_content or vsb_content_N within v_news_content; the counter is _showDynClicks, "
        "attachments are DownloadAttachUrl.",
        recognised_by=("vsb_content", "_showDynClicks", "v_news_content", "/system/resource/", "VSB_"),
        body=(
            "vsb_content", "vsb_content_2", "vsb_content_4", "vsb_content_6", "vsb_content_100", "vsb_content_500",
            "vsb_content_501", "v_news_content",
        ),
    ),
    Profile(
        name="苏迪 webplus",
        fact="Addresses are /2019/0514/c2464a197188/page.htm, texts stand in wp_articlecontent, counts in "
        "WP_VisitCount.",
        recognised_by=("wp_articlecontent", "WP_VisitCount", "/_visitcount", "/_upload/tpl/"),
        body=("wp_articlecontent",),
    ),
    Profile(
        name="DedeCMS",
        fact="The counter is /plus/count.php; the stock template has its labels in <small> and ends texts with "
        "顶一下, 踩一下 and ------分隔线----.",
        recognised_by=("/plus/count.php", "/plus/search.php", "/plus/view.php", "powered by DedeCMS"),
        body=("arcbody", "article_content"),
    ),
    Profile(
        name="PHPCMS",
        fact="The stock template prints the byline inside <h1>, with an empty #hits that api.php?op=count fills.",
        recognised_by=("api.php?op=count", "/index.php?m=content", "phpcms"),
        body=("article_content",),
    ),
    Profile(
        name="EmpireCMS",
        fact="The counter is /e/public/ViewClick/, also of the articles in related boxes; uploads are /d/file/.",
        recognised_by=("/e/public/", "/d/file/", "/e/tool/", "/e/pl/"),
    ),
    Profile(
        name="JEECMS",
        fact="Scripts are Cms.viewCount and Cms.attachment; the answer of content_view.jspx is [views, "
        "comments, ...].",
        recognised_by=("Cms.viewCount", "/r/cms/", "jeecms", "content_view.jspx"),
    ),
    Profile(
        name="SiteServer",
        fact="Templates call /api/sys/stl/ and keep sitefiles; articles are /contents/{channel}/{id}.html.",
        recognised_by=("/sitefiles/", "/SiteFiles/", "/api/sys/stl/", "add_content_hits"),
    ),
    Profile(
        name="ThinkPHP",
        fact="A framework, not a CMS: addresses are index.php/{Controller}/{action}.html or /home/…, and each "
        "site is its own. The first site, cadz.org.cn, is one: its menu is never closed, so that all "
        "stands inside its last <li>.",
        recognised_by=("index.php/Home/", "index.php/News/", "index.php/home/", "/Public/Home/", "/Public/static/"),
    ),
    Profile(
        name="开普 UCAP",
        fact="www.gov.cn and others: the text stands in #UCAP-CONTENT.pages_content, sometimes in <UCAPCONTENT>.",
        recognised_by=("UCAP-CONTENT", "UCAPCONTENT", "ucapcontent"),
        body=("UCAP-CONTENT", "pages_content"),
    ),
    Profile(
        name="新点 Epoint",
        fact="Exchange centres and governments: styles are ewb-*, attachments attach.aspx?AttachGuid= in "
        "#id_tblAppendix.",
        recognised_by=("ewb-", "EpointWebBuilder", "id_tblAppendix", "AttachGuid"),
        body=("ewb-article-info", "article-info-con"),
    ),
    Profile(
        name="ASP.NET",
        fact="WebForms with layout tables, often six deep: the page carries __VIEWSTATE, sometimes a second, "
        "empty <title>.",
        recognised_by=("__VIEWSTATE", "__doPostBack", "WebResource.axd"),
        body=("MyContent",),
    ),
    Profile(
        name="方正 media CMS",
        fact="Papers: the text stands between <!--enpcontent--> and <!--/enpcontent-->, or in <founder-content>.",
        recognised_by=("enpcontent", "enpproperty", "founder-content", "<founder"),
        body=("ozoom", "founder-content"),
        body_marks=(("enpcontent", "/enpcontent"),),
    ),
    Profile(
        name="南方 gdcms",
        fact="Guangdong's common platform: addresses are /content/post_12612456.html.",
        recognised_by=("/content/post_", "gkmlpt"),
        body=("article-content", "zw"),
    ),
    Profile(
        name="凡科 and other builders",
        fact="Sites from a kit: addresses are /nd.jsp?id= or /newsinfo/{id}.html, the text stands in "
        "richContent.",
        recognised_by=("/nd.jsp", "/newsinfo/", "faisco", "richContent"),
        body=("richContent", "newsDetail"),
    ),
    Profile(
        name="人民网",
        fact="Also used by Party and provincial sites: texts stand in rwb_zw or box_con, pages are linked as "
        "【1】【2】.",
        recognised_by=("rwb_zw", "rmw_"),
        body=("rwb_zw", "box_con"),
    ),
    Profile(
        name="Baidu news markup",
        fact="Ids that Baidu asked publishers for: #source_baidu in 20 templates, #pubtime_baidu in 16. One "
        "site has the label 发布时间 in #source_baidu: the labels count, not the ids.",
        recognised_by=("pubtime_baidu", "source_baidu", "editor_baidu", "cambrian.jsonld"),
    ),
    Profile(
        name="国办 standard",
        fact="Metas of 国办发〔2017〕47号: ArticleTitle, PubDate and ContentSource are required of government "
        "articles. Names come in any case, values twice, empty, or as 网站名称 of the template.",
        recognised_by=("ArticleTitle", "ContentSource", "contentSource", "SiteIDCode"),
    ),
    Profile(
        name="Word",
        fact="Texts pasted from Word or WPS stand between <!--StartFragment--> and <!--EndFragment--> (11 of "
        "125).",
        recognised_by=("StartFragment", "MsoNormal"),
        body_marks=(("StartFragment", "EndFragment"),),
    ),
    Profile(
        name="no family",
        fact="Ids and classes that many sites of no family share: article-content 6, endText 6, article_content "
        "4, ArticleCnt 4, zhengwen 3, MyContent 2, and those of 新浪 and 中新 (artibody).",
        recognised_by=(),
        body=(
            "article-content", "article_content", "articleContent", "endText", "ArticleCnt", "zhengwen", "newscontent",
            "news_content", "content_body", "ContentText", "artibody",
        ),
    ),
)  # fmt: skip

BODY_CONTAINERS = frozenset(name.lower() for profile in PROFILES for name in profile.body)
BODY_MARKS = {begin: end for profile in PROFILES for begin, end in profile.body_marks}
TITLE_MARKS = {begin: end for profile in PROFILES for begin, end in profile.title_marks}
