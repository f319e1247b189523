"""Sites of content management systems that most Chinese government and association sites are built with.

A family is one file: its addresses, its templates, its pager. What they share is in `cms_site`; what that stands on, in
`addresses`, `template`, `columns` and `furniture`.
"""
