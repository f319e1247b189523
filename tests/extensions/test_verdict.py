"""What a crawl that wrote nothing says, and that every reason is kept."""

from __future__ import annotations

from scrapy import Spider
from scrapy.crawler import Crawler
from scrapy.utils.test import get_crawler

from devzone_crawler.extensions.verdict import RunVerdict
from devzone_crawler.verdicts import Verdict


def ended(stats: dict[str, int], *, writes: bool = True, is_verified: bool = True) -> RunVerdict:
    """The verdict of a crawl that ended with these stats."""
    crawler: Crawler = get_crawler(Spider, {"DRY_RUN": not writes, "DOWNLOAD_VERIFY_CERTIFICATES": is_verified})
    verdict = RunVerdict(crawler)
    crawler.stats.set_stats(stats)
    verdict.note_end("finished")
    return verdict


def test_a_crawl_without_any_article_asks_whether_the_address_is_right() -> None:
    verdict = ended({"item_dropped_count": 3})
    assert (verdict.word, verdict.word.exit_code) == (Verdict.INCOMPLETE, 5)
    assert verdict.why == "No article was found. Is the address a site's home page or a listing?"


def test_a_crawl_whose_promised_articles_are_all_none_says_where_the_reasons_are() -> None:
    verdict = ended({"rejects": 12, "item_dropped_count": 15})
    assert verdict.why == (
        "No article was found: listings promised 12, and none of them is one. rejects.jsonl says why."
    )


def test_a_crawl_that_found_only_what_the_output_holds_is_complete() -> None:
    assert ended({"item_dropped_reasons_count/Unchanged": 60}).word is Verdict.COMPLETE
    assert ended({"records": 1}).word is Verdict.COMPLETE
    assert ended({"skipped/other_days": 3}).word is Verdict.COMPLETE


def test_a_crawl_that_verifies_no_certificate_says_so() -> None:
    verdict = ended({"records": 1}, is_verified=False)
    assert (verdict.word, verdict.why) == (
        "complete",
        "Certificates were not verified: DOWNLOAD_VERIFY_CERTIFICATES is off.",
    )


def test_a_dry_run_misses_no_article() -> None:
    assert ended({}, writes=False).word is Verdict.COMPLETE


def test_the_sentence_has_three_reasons_and_the_list_has_all_of_them_the_worst_first() -> None:
    verdict = ended({"records": 1})
    for n in range(5):
        verdict.note(Verdict.INCOMPLETE, f"Page {n} answered 500.")
        verdict.note(Verdict.INCOMPLETE, f"Page {n} answered 500.")
    assert verdict.why.endswith("Page 2 answered 500. (and 2 more)")
    verdict.note(Verdict.BLOCKED, "The site refuses this crawler.")
    assert [reason.verdict for reason in verdict.reasons] == ["blocked", *["incomplete"] * 5]
    assert verdict.why == "The site refuses this crawler."
