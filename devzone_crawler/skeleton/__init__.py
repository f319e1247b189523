"""A saved page without its text: the same bytes of markup, other words."""

from devzone_crawler.skeleton.page import Skeleton, skeleton_of

__all__ = ["Skeleton", "skeleton_of"]
