"""WeChat: its wire, its accounts, what followers write to them."""

from villagepub.imports import unopened

# From its first line wechatpy loads an interface of 80 modules, payment with it: 5 MB in
# the web and in the worker. Who wants a part of it names the part.
unopened(
    "wechatpy",
    "wechatpy.client",
    "wechatpy.client.api",
    "wechatpy.work",
    "wechatpy.work.client",
    "wechatpy.work.client.api",
)
