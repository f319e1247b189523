"""What walks a site.

CategorySpider   use it if you know the addresses of the listings
SiteSpider       use it if you know the home page: it finds the listings
"""
