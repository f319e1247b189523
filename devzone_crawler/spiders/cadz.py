"""中国开发区网 (www.cadz.org.cn), the site of the China Association of Development Zones."""

from devzone_crawler.spiders.site import SiteSpider


class CadzSpider(SiteSpider):
    """ThinkPHP behind Huawei's firewall, which wants its cookies back; Scrapy keeps them."""

    name = "cadz"
    home = "https://www.cadz.org.cn/"
    categories = ("资讯中心",)
