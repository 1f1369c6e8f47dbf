/** The one style sheet: system fonts, two colour schemes, paper. */
export const style = `:root{color-scheme:light dark;--ink:#1b1f24;--soft:#4d5660;--paper:#fff;--line:#c9d0d7;--tint:#f2f4f7;--link:#0b4f9c;--bad:#8f1d14;--good:#1c5c34;--warn:#6d4a00}
@media (prefers-color-scheme:dark){:root{--ink:#e9edf1;--soft:#b3bcc6;--paper:#14181d;--line:#3d4650;--tint:#1e242b;--link:#8cc0ff;--bad:#ff9d92;--good:#8fdcae;--warn:#f0c978}}
*{box-sizing:border-box}html{font:100%/1.6 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;color:var(--ink);background:var(--paper)}
body{margin:0 auto;max-width:68rem;padding:0 1rem 3rem}a{color:var(--link);text-underline-offset:.15em}a:focus-visible,button:focus-visible,input:focus-visible,textarea:focus-visible{outline:3px solid var(--link);outline-offset:2px}
header{border-bottom:1px solid var(--line);padding:1rem 0 .5rem;display:flex;flex-wrap:wrap;justify-content:space-between;gap:.25rem 1rem}header p{margin:0}.brand a{color:inherit;text-decoration:none;font-weight:650;font-size:1.1rem}
nav{flex-basis:100%}nav ul{list-style:none;display:flex;flex-wrap:wrap;gap:.1rem 1.1rem;margin:.5rem 0;padding:0}nav a{display:inline-block;padding:.35rem 0;text-decoration:none}nav a[aria-current]{font-weight:650;color:inherit;border-bottom:2px solid}
.skip{position:absolute;left:-99rem}.skip:focus{left:1rem;top:.5rem;background:var(--paper);padding:.5rem}
h1{font-size:1.75rem;line-height:1.25;margin:1.75rem 0 .75rem;max-width:44rem}h2{font-size:1.25rem;line-height:1.3;margin:2.25rem 0 .6rem;border-top:1px solid var(--line);padding-top:1rem}h3{font-size:1.05rem;margin:1.25rem 0 .3rem}
p,li,dd{max-width:44rem}.lead{font-size:1.12rem}.soft,small,figcaption,caption{color:var(--soft)}code{font-size:.85em;overflow-wrap:anywhere}
table{border-collapse:collapse;width:100%;margin:.75rem 0}.wide{overflow-x:auto}caption{text-align:start;padding:.25rem 0}th,td{text-align:start;vertical-align:top;padding:.5rem .9rem .5rem 0;border-bottom:1px solid var(--line)}td.n,th.n{text-align:end;font-variant-numeric:tabular-nums}
.two{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,20rem),1fr));gap:0 2.5rem}.two>*{min-width:0}blockquote{margin:.5rem 0;padding:.1rem 0 .1rem 1rem;border-inline-start:3px solid var(--line)}
.note{background:var(--tint);padding:.75rem 1rem;margin:1rem 0}.note p{margin:.25rem 0}.late{color:var(--bad);font-weight:650}.verified{color:var(--good);font-weight:650}.disputed{color:var(--warn);font-weight:650}
dl{display:grid;grid-template-columns:minmax(8rem,13rem) 1fr;gap:.35rem 1.5rem}dt{color:var(--soft)}dd{margin:0}@media(max-width:34rem){dl{display:block}dd{margin-bottom:.6rem}}
.entries{list-style:none;padding:0}.entries>li{border-bottom:1px solid var(--line);padding:.8rem 0;max-width:none}.entries p{margin:.15rem 0}
form{max-width:36rem}label{display:block;font-weight:600;margin-top:1rem}input,textarea{font:inherit;width:100%;padding:.5rem;border:1px solid var(--soft);border-radius:3px;background:var(--paper);color:var(--ink)}button{font:inherit;font-weight:600;margin-top:1rem;padding:.5rem 1.25rem;border:1px solid var(--link);border-radius:3px;background:var(--link);color:var(--paper)}
.trap{position:absolute;left:-99rem}svg{max-width:100%;height:auto}svg text{fill:currentColor;font-size:12px}footer,.forms{border-top:1px solid var(--line);margin-top:2.5rem;padding-top:.5rem;color:var(--soft);font-size:.93rem}.forms p{margin:.2rem 0}
@media print{nav,.skip,.tongues,footer a,.forms a[href$="csv"]{display:none}body{max-width:none}h2,h3{break-after:avoid}tr,blockquote,li{break-inside:avoid}a{color:inherit;text-decoration:none}}
`
