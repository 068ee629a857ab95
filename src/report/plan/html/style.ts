/** The one style sheet; it is the same for every page, and everything on it goes by its classes: no element has a style of its own. */
export const STYLE = `
:root{color-scheme:light dark;--ink:#1c2430;--soft:#5b6675;--line:#d9dee5;--paper:#fff;--card:#f6f8fa;--old:#8a97a8;--new:#2f6fde;--wait:#a9c6f7;--go:#e3b341;--bad:#c9302c;--warn:#9a6700;--note:#2f6fde;--good:#1a7f37}
@media(prefers-color-scheme:dark){:root{--ink:#e6eaf0;--soft:#9aa6b5;--line:#313a46;--paper:#0f141b;--card:#171e27;--old:#7c8899;--new:#5b96ff;--wait:#2b4a80;--go:#a8841f;--bad:#ff7b72;--warn:#e3b341;--note:#79b0ff;--good:#56d364}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.5 system-ui,sans-serif}
main{max-width:1080px;margin:0 auto;padding:24px 20px 60px}
h1{font-size:1.4rem;margin:0 0 4px}h2{font-size:1.1rem;margin:36px 0 10px;padding-bottom:4px;border-bottom:1px solid var(--line)}h3{font-size:1rem;margin:0 0 6px}
p{margin:4px 0}.soft{color:var(--soft)}
ul{margin:0;padding:0;list-style:none}li{padding:5px 0 5px 26px;position:relative}
li::before{position:absolute;left:4px;font-weight:700}
.error::before{content:"\\2717";color:var(--bad)}.warning::before{content:"!";color:var(--warn)}.note::before{content:"\\00b7";color:var(--note)}.unknown::before{content:"?";color:var(--soft)}
.kind{font-size:.8rem;color:var(--soft);white-space:nowrap;border:1px solid var(--line);border-radius:9px;padding:0 7px}
.card{background:var(--card);border:1px solid var(--line);border-radius:8px;padding:12px 14px;margin:12px 0;overflow-x:auto}
svg{display:block;width:100%;height:auto;min-width:520px}
svg text{fill:var(--ink);font:11px system-ui,sans-serif}
.s-old{fill:var(--old)}.s-old-wait{fill:var(--old);opacity:.45}.s-new{fill:var(--new)}.s-new-wait{fill:var(--wait)}.s-go{fill:var(--go);opacity:.55}
.grid{stroke:var(--line);stroke-width:1}.floor{stroke:var(--bad);stroke-width:1.5;stroke-dasharray:5 4}.ceiling{stroke:var(--good);stroke-width:1.5;stroke-dasharray:5 4}
.track{fill:none;stroke:var(--line)}.use{fill:var(--wait)}
.key{display:inline-block;width:11px;height:11px;border-radius:2px;margin:0 5px 0 14px;vertical-align:-1px}
.k-old{background:var(--old)}.k-new{background:var(--new)}.k-wait{background:var(--wait)}.k-go{background:var(--go);opacity:.55}.k-floor{background:var(--bad);height:3px;vertical-align:3px}.k-ceiling{background:var(--good);height:3px;vertical-align:3px}
table{border-collapse:collapse;width:100%;font-size:.9rem}td,th{text-align:left;padding:3px 10px 3px 0;vertical-align:top}th{color:var(--soft);font-weight:500}td{border-top:1px solid var(--line);overflow-wrap:anywhere}
td:first-child{white-space:nowrap}
code{font:13px ui-monospace,monospace;overflow-wrap:anywhere}
details>summary{cursor:pointer;color:var(--soft)}
.sign{font:700 14px ui-monospace,monospace;display:inline-block;width:1.4em}
.create{color:var(--good)}.update,.replace{color:var(--warn)}.delete,.refused{color:var(--bad)}.leave,.keep{color:var(--soft)}
del{text-decoration:none;color:var(--bad)}ins{text-decoration:none;color:var(--good)}
.refusal{white-space:pre-wrap;color:var(--bad)}
`
