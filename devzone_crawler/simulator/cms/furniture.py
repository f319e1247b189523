"""What stands around the text on every site: friend links, foreign rows, contact lines. Data only."""

from __future__ import annotations

from devzone_crawler.simulator.cms.columns import Foreign
from devzone_crawler.simulator.words import word_list

FRIENDS: tuple[tuple[str, str], ...] = tuple(
    (name, f"http://friend{n:02}.example/")
    for n, name in enumerate(
        word_list(
            "省人民政府 省发展和改革委员会 省商务厅 省工业和信息化厅 市人民政府 开发区协会 中国投资指南 人民网 新华网"
        ),
        1,
    )
)

ABOUT: tuple[str, ...] = (
    "本单位负责区域内各类园区的规划、协调与服务，下设综合科、规划科、投资服务科和信息科，现有工作人员三十余名。",
    "主要职责是拟订园区发展的中长期规划，指导园区招商引资和企业服务，承担统计、考核与评价的日常工作，组织交流与培训。",
    "办公地点设在创新大厦，工作日上午九时至下午五时对外接待，来访请提前一天预约。",
)
"""What a site says of itself: text that nobody published on a day."""

HANDBOOK = "handbook.pdf"
"""A file in the upload folder that a listing leads to in place of an article."""


def foreign_rows(uploads: str) -> tuple[Foreign, ...]:
    """What editors list though it is no page of the site."""
    return (
        Foreign("https://paper.example/2016-08/12/content_301177.htm", "省报头版：开发区改革再出发 干部群众齐上阵"),
        Foreign("https://mp.weixin.example/s/Yk3bQd0vTzN5x2RrWc81Lg", "一图读懂：开发区促进条例里的这些新提法"),
        Foreign(f"{uploads}{HANDBOOK}", "企业办事指南（二〇一六年版）"),
    )
