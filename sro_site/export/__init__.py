"""The whole public site as files, which any web server can give without database or Python.

`addresses` tells which file an address has, `copies` changes a page into a copy that stands alone,
`crawl` asks the site's own application for each page that others lead to, `folder` writes them.
"""
