"""What is known of the CMS families that Chinese sites are built with. Data only, nothing callable.

Each row names the fact it rests on. The general rules read most pages without it; a profile decides where a family is
known to mislead them.
"""

from __future__ import annotations

BODY_CONTAINERS = frozenset(
    name.lower()
    for name in (
        "TRS_Editor",  # TRS WCM
        "TRS_AUTOADD",
        "TRS_UEDITOR",
        "Zoom",  # TRS, jcms: the text whose size the reader may change
        "zoomcon",
        "fontzoom",
        "ContentText",
        "vsb_content",  # 博达 VSB
        "vsb_content_2",
        "vsb_content_4",
        "vsb_content_100",
        "vsb_content_500",
        "vsb_content_501",
        "v_news_content",
        "wp_articlecontent",  # 苏迪 webplus
        "UCAP-CONTENT",  # 开普, www.gov.cn
        "pages_content",
        "article_component",  # jpaas
        "bt_content",  # 大汉 jcms
        "artibody",  # 新浪, 中新
        "rwb_zw",  # 人民网
        "endText",  # 网易
        "article_content",
        "article-content",
        "articleContent",
        "ArticleCnt",
        "MyContent",
        "zhengwen",
        "newscontent",
        "news_content",
        "content_body",
    )
)
"""Ids and classes of the element that holds the text, from 517 crawler templates (2018-19) and the CMSs' own."""
