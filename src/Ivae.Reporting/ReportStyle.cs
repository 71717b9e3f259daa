using Ivae.Reporting.Plotting;

namespace Ivae.Reporting;

/// <summary>
/// The style sheet of the report: one column of text, light and dark by the reader's preference, white on paper.
/// </summary>
internal static class ReportStyle
{
    private const string Rules = """
        :root{color-scheme:light dark;--page:#fff;--ink:#1f2328;--muted:#57606a;--line:#dfe3e8;--soft:#f5f7f9;
        --link:#0060a0;--warn:#fff6e5;--warn-line:#d98200;
        --good:#1a7f37;--bad:#b3261e;--open:#8a6100}
        *{box-sizing:border-box}
        html{scroll-behavior:smooth;-webkit-text-size-adjust:100%}
        body{margin:0;background:var(--page);color:var(--ink);font:17px/1.55
        system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
        .page{max-width:736px;margin:0 auto;padding:40px 16px 80px}
        nav{display:none}
        a{color:var(--link)}
        header{margin-bottom:8px}
        .kicker{margin:0;color:var(--muted);font-size:15px}
        .model{color:var(--muted);font-size:15px}
        h1{margin:2px 0 10px;font-size:34px;line-height:1.15;letter-spacing:-.02em;overflow-wrap:anywhere}
        h2{margin:64px 0 14px;padding-top:20px;border-top:1px solid var(--line);font-size:24px;
        line-height:1.25;letter-spacing:-.01em}
        h3{margin:32px 0 8px;font-size:18px}
        p{margin:0 0 12px}
        .tiles{display:flex;flex-wrap:wrap;gap:10px;margin:24px 0}
        .tile{flex:1 1 124px;padding:12px 14px;border-radius:10px;background:var(--soft)}
        .tile b{display:block;font-size:27px;line-height:1.2;font-weight:650;letter-spacing:-.02em;
        font-variant-numeric:tabular-nums}
        .tile span{color:var(--muted);font-size:14px;line-height:1.35;display:block}
        ul.plain{margin:0 0 12px;padding-left:20px}
        .warnings{margin:20px 0;padding:14px 18px;border-left:4px solid var(--warn-line);
        border-radius:4px 10px 10px 4px;background:var(--warn)}
        .warnings ul{margin:4px 0 0;padding-left:20px}
        figure{margin:32px 0 40px}
        .plot svg{display:block;width:100%;height:auto;margin:0 auto}
        figcaption{margin-top:8px;color:var(--muted);font-size:15px;line-height:1.5}
        figcaption b{color:var(--ink)}
        .scroll{overflow-x:auto;margin:16px 0 24px}
        table{border-collapse:collapse;width:100%;font-size:15px;font-variant-numeric:tabular-nums}
        th{text-align:left;font-weight:600;color:var(--muted);border-bottom:1px solid var(--ink)}
        td,th{padding:5px 14px 5px 0;vertical-align:top}
        td:last-child,th:last-child{padding-right:0}
        td{border-bottom:1px solid var(--line)}
        .number{text-align:right;white-space:nowrap}
        th.number{white-space:normal}
        td.name{overflow-wrap:anywhere;min-width:64px}
        .facts th{width:170px;border-bottom:1px solid var(--line)}
        .facts td{overflow-wrap:anywhere}
        pre{padding:14px 16px;border-radius:10px;background:var(--soft);font:14px/1.5
        ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;overflow-x:auto}
        .verdict{padding:14px 18px;border-radius:10px;background:var(--soft);border-left:4px solid var(--open)}
        .verdict.good{border-color:var(--good)}
        .verdict.bad{border-color:var(--bad)}
        td.good,td.bad,td.open{font-weight:600;white-space:nowrap}
        td.good{color:var(--good)}
        td.open{color:var(--open)}
        td.bad{color:var(--bad)}
        .assumptions th{width:150px;border-bottom:1px solid var(--line)}
        .tools{display:flex;flex-wrap:wrap;justify-content:flex-end;gap:6px;margin-bottom:6px}
        .tools button,.more{min-height:28px;padding:2px 9px;border:1px solid var(--line);border-radius:7px;
        background:none;color:var(--muted);font:inherit;font-size:13px;line-height:1.3;cursor:pointer}
        .tools button:hover,.more:hover{color:var(--ink);border-color:var(--muted)}
        .tools button[aria-pressed=false]{opacity:.5;text-decoration:line-through}
        .sort{all:unset;cursor:pointer}
        .sort:hover{color:var(--ink)}
        .sort:focus-visible{outline:2px solid var(--link)}
        th[aria-sort=ascending] .sort::after{content:" ↑"}
        th[aria-sort=descending] .sort::after{content:" ↓"}
        .more{display:none}
        .plot svg.traces{cursor:crosshair;touch-action:pan-y}
        .plot .cursor{stroke:var(--ink);stroke-width:1;fill:none;pointer-events:none}
        .plot .chosen{fill:var(--link);fill-opacity:.2;stroke:none}
        .tip{position:fixed;z-index:9;pointer-events:none;max-width:min(320px,92vw);padding:6px 10px;border-radius:8px;
        background:var(--ink);color:var(--page);font-size:13px;line-height:1.45;font-variant-numeric:tabular-nums}
        .tip>*{display:block}
        .tip[hidden]{display:none}
        footer{margin-top:56px;color:var(--muted);font-size:14px}
        @media(min-width:1120px){
        .page{margin-left:max(264px,calc(50vw - 368px))}
        nav{display:block;position:fixed;top:44px;left:max(24px,calc(50vw - 368px - 250px));width:216px;
        font-size:15px;line-height:1.35}
        nav a{display:block;padding:5px 12px;border-left:2px solid var(--line);color:var(--muted);text-decoration:none}
        nav a:hover{color:var(--ink);border-color:var(--ink)}
        }
        @media(max-width:480px){
        body{font-size:16px}
        .page{padding:24px 14px 48px}
        h1{font-size:28px}
        h2{margin-top:44px}
        figure{margin-left:-6px;margin-right:-6px}
        figcaption{padding:0 6px}
        .tiles{gap:8px}
        .tile{flex-basis:40%;padding:12px}
        .tile b{font-size:23px}
        .facts th{width:108px}
        td,th{padding-right:10px}
        table{font-size:14px}
        .tools button,.more{min-height:34px}
        }
        @media screen and (max-width:480px){
        .more{display:block;margin:-12px 0 24px}
        .folded tbody tr:nth-child(n+7),ul.folded>li:nth-child(n+7){display:none}
        }
        @media print{
        nav,.tools,.tip{display:none}
        body{font-size:11pt}
        .page{max-width:none;margin:0;padding:0}
        figure,.tile,tr,.warnings{break-inside:avoid}
        h2,h3{break-after:avoid}
        pre{white-space:pre-wrap;overflow-wrap:anywhere}
        .tile,pre,.warnings{border:1px solid var(--line)}
        }

        """;

    /// <summary>The whole style sheet.</summary>
    public static string Css() =>
        Rules
        + "@media screen and (prefers-color-scheme:dark){\n"
        + ":root{--page:#14171b;--ink:#e6e9ec;--muted:#a9b1ba;--line:#31373e;--soft:#1d2126;--link:#6cb6ff;--warn:#2b24"
        + "15;--warn-line:#e0a030;--good:#4ec26b;--bad:#ff7b72;--open:#e0a030}\n"
        + Palette.DarkRules()
        + "}\n";
}
