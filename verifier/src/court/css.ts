/** The look of the page; its digest stands in the page’s own policy. */
export const css = `
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0; background: #f4f2ef; color: #1c1c1c; line-height: 1.55;
  font: 15px/1.55 "Noto Sans SC", "Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC",
    "Microsoft YaHei", system-ui, sans-serif; }
main, footer { max-width: 60rem; margin: 0 auto; background: #fff; padding: 1.5rem 2rem; }
main { margin-top: 1.5rem; border-top: 4px solid #8a1c1c; }
footer { margin-bottom: 1.5rem; border-top: 1px solid #d9cfcf; color: #555; font-size: .85rem; }
bdi { overflow-wrap: anywhere; }
[lang=en] { font-family: system-ui, "Noto Sans", "Segoe UI", "Helvetica Neue", Arial, sans-serif; }
bdi + bdi { display: block; color: #555; font-size: .88em; }
h1 { margin: 0 0 .75rem; font-size: 1.7rem; line-height: 1.3; color: #8a1c1c; }
h2 { margin: 2rem 0 .6rem; padding-bottom: .3rem; border-bottom: 1px solid #d9cfcf;
  font-size: 1.15rem; line-height: 1.35; break-after: avoid; }
h2 .number { float: left; min-width: 1.8rem; color: #8a1c1c; }
h3 { margin: 1.1rem 0 .35rem; font-size: 1rem; break-after: avoid; }
p { margin: .4rem 0; }
.quiet { color: #555; font-size: .9rem; }
.warning { padding: .5rem .8rem; border-left: 4px solid #b26a00; background: #fdf4e3; }
.verdict { margin: 1.2rem 0; padding: .9rem 1.2rem; border: 1px solid; border-left-width: 8px; }
.verdict h2 { margin: 0 0 .4rem; border: 0; padding: 0; font-size: 1.5rem; }
.verdict.good { border-color: #1e6b3a; background: #eef7f0; }
.verdict.caution { border-color: #b26a00; background: #fdf4e3; }
.verdict.bad { border-color: #a11; background: #fdeeee; }
dl { margin: .3rem 0 .8rem; border-top: 1px solid #e6dfdf; }
dl > div { display: grid; grid-template-columns: 15rem 1fr; gap: 0 1rem; padding: .35rem 0;
  border-bottom: 1px solid #e6dfdf; break-inside: avoid; }
dt { grid-row: 1 / span 20; color: #5b1a1a; font-weight: 600; }
dd { grid-column: 2; margin: 0; min-width: 0; }
header dl { border: 0; }
header dl > div { border: 0; }
.grade { margin: .8rem 0 .2rem; padding-left: .9rem; border-left: 4px solid; }
.grade.proven { border-color: #1e6b3a; }
.grade.stated { border-color: #b26a00; }
.grade.not-proven { border-color: #777; }
.grade h3 { margin: 0 0 .3rem; }
.grade ul { margin: 0; padding: 0; list-style: none; }
.grade li { padding: .25rem 0; break-inside: avoid; }
.grade strong, .grade span { display: block; }
@media (max-width: 40rem) {
  main, footer { padding: 1rem; }
  dl > div { display: block; }
}
@media print {
  @page { size: A4; margin: 16mm 14mm; }
  body { background: #fff; font-size: 10pt; }
  main, footer { max-width: none; margin: 0; padding: 0; }
  main { border-top: 0; }
  * { print-color-adjust: exact; }
}
`;
