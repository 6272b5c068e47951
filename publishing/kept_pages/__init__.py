"""Family pages that are made once and given to everybody: a thin WSGI layer around Django.

`layer` answers a request without Django where the page is kept and still holds; `answers` is a page
as it is sent, `store` is where it is kept, `versions` tells whether its content has changed since.
See docs/decisions/0018-kept-pages.md.
"""
