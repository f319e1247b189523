"""Settings of every crawl. Each deviation from Scrapy's default says why it is one."""

from __future__ import annotations

from devzone_crawler.items import RECORD_KEYS
from devzone_crawler.version import __version__

BOT_NAME = "devzone_crawler"
SPIDER_MODULES = ["devzone_crawler.spiders"]
NEWSPIDER_MODULE = "devzone_crawler.spiders"

# Where articles.jsonl and its companions go. "{spider}" stands for the spider's name or the site's host.
OUTPUT_DIR = "output/{spider}"

# --- Politeness -------------------------------------------------------------------------------------------------------
# An honest name. Scrapy's default names Scrapy, not whoever crawls.
USER_AGENT = f"devzone_crawler/{__version__} (research crawler; obeys robots.txt)"
# Ours: an address or a page of whoever crawls. It goes into the User-Agent, an address into From as well.
CONTACT = ""
# Default False: whoever asks not to be crawled is not. Ours reads robots.txt as RFC 9309 does (middlewares/robots.py).
ROBOTSTXT_OBEY = True
# Default 0. One second is what a reader who skims would take; AutoThrottle only ever makes it slower.
DOWNLOAD_DELAY = 1.0
# Default 0.5, so that sites do not recognise a crawler by its even steps. Ours has nothing to hide, and half a delay is
# none.
DOWNLOAD_DELAY_JITTER = 0.0
# Default 8. Small sites run on small machines.
CONCURRENT_REQUESTS_PER_DOMAIN = 2
# Default False: a site that answers slowly is asked more slowly.
AUTOTHROTTLE_ENABLED = True
AUTOTHROTTLE_START_DELAY = 1.0
AUTOTHROTTLE_TARGET_CONCURRENCY = 1.0
# Ours: seconds between two requests beyond which no Crawl-delay is kept. At one a minute a site of 10,000 articles
# takes a week; 86400, as some write, means another thing.
LONGEST_CRAWL_DELAY = 60.0
# Ours: seconds of the first pause when a site refuses the crawler, doubled with each further one; after so many in a
# row the crawl ends. Together half an hour: as long as the usual firewalls remember a burst.
BLOCK_PAUSE_SECONDS = 60.0
MOST_BLOCKS = 5
# Ours: the same for 429 and 503 without a Retry-After. Together an hour and a half: what a restart or a backup takes.
OVERLOAD_PAUSE_SECONDS = 5.0
MOST_OVERLOADS = 10
# Ours: seconds. A site that asks for a longer pause (Retry-After) ends the crawl: a process that sleeps for days is not
# what anybody wants.
LONGEST_RETRY_AFTER = 3600.0
# Default with 429 and 503 as well: those are waited for (middlewares/back_off.py), not tried again at once.
RETRY_HTTP_CODES = [500, 502, 504, 522, 524, 408]

# --- Safety -----------------------------------------------------------------------------------------------------------
# Default: two more, TelnetConsole and RemoteControl. A console on a port is a way in, and no crawl needs one.
EXTENSIONS_BASE = {
    "scrapy.extensions.corestats.CoreStats": 0,
    "scrapy.extensions.logcount.LogCount": 0,
    "scrapy.extensions.memusage.MemoryUsage": 0,
    "scrapy.extensions.memdebug.MemoryDebugger": 0,
    "scrapy.extensions.closespider.CloseSpider": 0,
    "scrapy.extensions.feedexport.FeedExporter": 0,
    "scrapy.extensions.logstats.LogStats": 0,
    "scrapy.extensions.spiderstate.SpiderState": 0,
    "scrapy.extensions.throttle.AutoThrottle": 0,
}
# Ours: whether addresses of one's own machine and network may be crawled. A page can link or redirect to any of them,
# and would have fetched what only this machine can see. Metadata services of clouds are never asked.
ALLOW_PRIVATE_ADDRESSES = False
# Default: every host is told the whole address of the page that one comes from. Browsers tell others the host alone.
REFERRER_POLICY = "strict-origin-when-cross-origin"
# Default False: who answers in the name of a site should be able to prove it. A spider whose site cannot says so in its
# custom_settings; the verdict tells it.
DOWNLOAD_VERIFY_CERTIFICATES = True
# Scrapy's own sends more requests to a host at once than it is told to.
DOWNLOADER = "devzone_crawler.network.downloader.PoliteDownloader"
# Defaults: file, ftp, s3 and data addresses work as well. A crawl is of the web.
DOWNLOAD_HANDLERS = {
    "http": "devzone_crawler.network.handler.SafeDownloadHandler",
    "https": "devzone_crawler.network.handler.SafeDownloadHandler",
    **dict.fromkeys(("data", "file", "ftp", "s3")),
}
# Default 1 GiB, warning at 32 MiB. No article page is larger than a few MiB.
DOWNLOAD_MAXSIZE = 32 * 1024 * 1024
DOWNLOAD_WARNSIZE = 8 * 1024 * 1024
# Default 180 seconds: a page that takes a minute will not come.
DOWNLOAD_TIMEOUT = 60

DOWNLOADER_MIDDLEWARES = {
    "devzone_crawler.middlewares.given_up.GivenUp": 50,
    "devzone_crawler.middlewares.addresses.LiteralAddresses": 60,
    # Scrapy's own takes a robots.txt that cannot be had for leave to take everything.
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "devzone_crawler.middlewares.robots.RobotsTxt": 100,
    # Scrapy's own knows no contact.
    "scrapy.downloadermiddlewares.useragent.UserAgentMiddleware": None,
    "devzone_crawler.middlewares.identity.Identity": 500,
    # Sees pages that are unpacked already, and before Retry does.
    "devzone_crawler.middlewares.back_off.BackOff": 560,
    # Scrapy's throw away bombs and circles as if nobody had wanted them; ours say what became of the page.
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None,
    "devzone_crawler.middlewares.compression.CompressionMiddleware": 590,
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": None,
    "devzone_crawler.middlewares.redirects.RedirectMiddleware": 600,
    # Scrapy's own fetches a list of domains from the internet at its first cookie; ours uses the list it came with.
    "scrapy.downloadermiddlewares.cookies.CookiesMiddleware": None,
    "devzone_crawler.middlewares.cookies.CookiesMiddleware": 700,
    # Next to the network: what it sees goes over the wire as it is, redirects, robots.txt and counters included.
    "devzone_crawler.middlewares.recorder.Recorder": 950,
}

# --- Walking ----------------------------------------------------------------------------------------------------------
# Ours: how many pages of one listing are walked; how many pages that no listing promises as articles are looked at, of
# one shape of address (`/show/0.html`) and in one section (first folder). Calendars and searches have no end.
MAX_PAGES_PER_LISTING = 10_000
MAX_PAGES_PER_SHAPE = 3_000
MAX_PAGES_PER_SECTION = 30_000
# Default True: pages that send their visitors on are read by the spiders, which know where they have been. Soft 404s
# send them to the home page, time and again.
METAREFRESH_ENABLED = False

# --- Reading pages ----------------------------------------------------------------------------------------------------
# Ours: how many processes read pages at most (0: two a core; where only archives are read, one), how
# long a page may take, how much memory each may take.
EXTRACTION_PROCESSES = 0
EXTRACTION_SECONDS = 30.0
EXTRACTION_MEGABYTES = 4096

# Ours: whether a page that leaves its view count to a counter has that counter asked, with one more request an article.
# "safe": only counters that do not take the question for a visit. "all": those as well, which moves the number that it
# measures by one. "off": none.
VIEW_COUNTERS = "safe"
# Ours: how long a counter may take to answer, since its article waits for it.
VIEW_COUNTER_SECONDS = 20.0

# Default 100: Scrapy starts that many tasks for every response, two fifths of the CPU of a crawl. A page holds one
# article at most; the second task takes its links meanwhile.
CONCURRENT_ITEMS = 2

ITEM_PIPELINES = {
    "devzone_crawler.pipelines.extraction.ArticleExtraction": 100,
    "devzone_crawler.pipelines.days.ChosenDays": 150,
    "devzone_crawler.pipelines.view_counts.ViewCounts": 200,
    "devzone_crawler.pipelines.page_notes.PageNotes": 250,
    "devzone_crawler.pipelines.required.RequiredFields": 300,
    "devzone_crawler.pipelines.changed_views.ChangedViews": 350,
    "devzone_crawler.pipelines.duplicates.Duplicates": 400,
    "devzone_crawler.pipelines.limit.MostArticles": 450,
    "devzone_crawler.pipelines.writer.JsonLinesWriter": 500,
}
EXTENSIONS = {
    "devzone_crawler.extensions.log.CleanLog": 0,
    "devzone_crawler.extensions.pace.Pace": 50,  # after AutoThrottle, whose delays it corrects
    "devzone_crawler.extensions.verdict.RunVerdict": 100,
    "devzone_crawler.extensions.memory.Memory": 120,
    "devzone_crawler.extensions.manifest.Manifest": 150,  # after Memory: the output is ours by then
    "devzone_crawler.extensions.metrics.Metrics": 160,  # after Manifest, which knows the runs before
    "devzone_crawler.extensions.end_of_run.EndOfRun": 170,  # after Memory: the output is open
    "devzone_crawler.extensions.progress.Progress": 200,
}
# Before HttpErrorMiddleware (50), which takes "not modified" for an error.
SPIDER_MIDDLEWARES = {
    "devzone_crawler.middlewares.afterwards.Afterwards": 30,
    "devzone_crawler.middlewares.remembering.Remembering": 40,
}

# --- Memory -----------------------------------------------------------------------------------------------------------
# Ours: whether to ask for everything again, as if nothing were known. What has not changed is not written again.
FULL_CRAWL = False
# Ours: for how many days after its publication an article is asked for again by each run. Corrections come on the first
# days, and so do most readers. 0: never.
REFRESH_DAYS = 3
# Ours: how often what was written is forced to the disk. A power cut costs at most the records of so many seconds, and
# the next run fetches them again; a process that is killed costs none.
FSYNC_SECONDS = 5.0

# --- Archive ----------------------------------------------------------------------------------------------------------
# Ours: whether every request is kept with its answer, as it came, in WARC files below the output directory. Off: it
# takes several times the disk of the records, and not everybody may keep copies of what others publish.
ARCHIVE = False
# Ours: how large a file of the archive becomes before the next one begins, as the standard advises (ISO 28500, annex).
ARCHIVE_MEGABYTES = 1000

# --- Several machines -------------------------------------------------------------------------------------------------
# Ours: after so many seconds without a sign of life from the machine that writes to a directory, another may take over
# (storage/lease.py). 0: none may. `devzone crawl --sites` sets 60: longer than a busy file server keeps one waiting.
LEASE_SECONDS = 0

# --- Alarms -----------------------------------------------------------------------------------------------------------
# Ours: whether a run is held against those before it (docs/operations.md). What has changed makes it end as `quality`.
ALARMS = True
# Ours: of the runs of a site that is well, how many may be suspected all the same.
ALARM_FALSE_RATE = 0.0001
# Ours: a day (ISO). What was before it is not held against a run: for somebody who has looked at what has changed.
ALARMS_SINCE = ""

# --- What people see --------------------------------------------------------------------------------------------------
# Ours: whether the foot of the terminal shows how far the crawl is; where standard error is no terminal, one line does,
# every so many seconds (0: none).
PROGRESS = True
PROGRESS_SECONDS = 30.0
# Ours: True while `devzone crawl --dry-run` looks at what a crawl would do: nothing is written.
DRY_RUN = False
# Ours: True while `devzone crawl --log-json` writes the log as JSON lines; progress is part of it then.
LOG_JSON = False
# Ours: a file of figures for Prometheus, and how often it is written anew, in seconds. Empty: none. "{spider}" stands
# for the spider's name or the site's host; node_exporter reads files that end in .prom.
METRICS_FILE = ""
METRICS_SECONDS = 15.0

# `scrapy crawl NAME -O file.jsonl` writes the same keys in the same order.
FEED_EXPORT_FIELDS = list(RECORD_KEYS)
# Default None (ASCII with escapes): Chinese that people can read.
FEED_EXPORT_ENCODING = "utf-8"

# Default "DEBUG": two lines a page. The devzone command shows the verdict instead.
LOG_LEVEL = "INFO"
