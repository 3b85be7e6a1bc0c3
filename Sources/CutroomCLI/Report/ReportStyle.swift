/// How a report looks: light or dark as the reader's machine is, narrow or wide, on paper.
enum ReportStyle {
  static let sheet: StaticString = """
    :root {
      color-scheme: light dark;
      --ground: #ffffff; --raised: #f4f6f8; --line: #d3d9df; --text: #1b1f24; --quiet: #555e68;
      --error: #b3261e; --warning: #835000; --good: #1b6e3c; --link: #0b57a4;
      --block: #cfe0ee; --block-edge: #7fa3bf; --on-mark: #ffffff; --stripe: rgba(0, 0, 0, 0.18);
    }
    @media (prefers-color-scheme: dark) {
      :root {
        --ground: #14171a; --raised: #1e2327; --line: #3a424a; --text: #e7eaed; --quiet: #a7b1bb;
        --error: #ff9d94; --warning: #f0bd5c; --good: #7fd6a1; --link: #8cc2f5;
        --block: #28404f; --block-edge: #567a90; --on-mark: #14171a;
        --stripe: rgba(255, 255, 255, 0.18);
      }
    }
    * { box-sizing: border-box; }
    body {
      margin: 0 auto; padding: 1.5rem clamp(0.75rem, 3vw, 2.5rem); max-width: 78rem;
      background: var(--ground); color: var(--text);
      font: 1rem/1.5 system-ui, "DejaVu Sans", sans-serif; overflow-wrap: anywhere;
    }
    h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 0.5rem; }
    h2 { font-size: 1.2rem; margin: 2.2rem 0 0.6rem; border-bottom: 1px solid var(--line); }
    h3 { font-size: 1rem; margin: 0; }
    p { margin: 0.2rem 0; }
    a { color: var(--link); }
    code { font: 0.9em/1.4 ui-monospace, "DejaVu Sans Mono", monospace; }
    code, bdi, .message, .cure, dd { unicode-bidi: isolate; }
    .shelf { position: absolute; }
    .note, figcaption, .when, .pointer { color: var(--quiet); font-size: 0.9rem; }
    .verdict { font-size: 1.15rem; padding: 0.4rem 0.8rem; border-left: 0.4rem solid; }
    .verdict.valid strong { color: var(--good); }
    .verdict.valid { border-color: var(--good); }
    .verdict.invalid strong { color: var(--error); }
    .verdict.invalid { border-color: var(--error); }
    dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.1rem 1rem; margin: 0.8rem 0; }
    dt { color: var(--quiet); }
    dd { margin: 0; }
    .rules { list-style: none; margin: 0; padding: 0; display: flex; flex-wrap: wrap; gap: 0.5rem; }
    .rules li {
      padding: 0.1rem 0.6rem; background: var(--raised); border-radius: 4px; font-size: 0.9rem;
      border-left: 0.25rem solid;
    }
    .rules .error { border-color: var(--error); }
    .rules .warning { border-color: var(--warning); }
    .scroll { overflow-x: auto; border: 1px solid var(--line); border-radius: 6px; padding: 0.6rem; }
    .scroll:focus-visible, a:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
    .timeline { display: block; min-width: 100%; height: auto; }
    .timeline { font: 11px system-ui, "DejaVu Sans", sans-serif; }
    .timeline text { fill: var(--text); }
    .timeline .tick, .timeline .lane-name { fill: var(--quiet); }
    .ground { fill: var(--raised); }
    .grid { stroke: var(--line); }
    .block { fill: var(--block); stroke: var(--block-edge); }
    .block.error { stroke: var(--error); stroke-width: 2; }
    .block.warning { stroke: var(--warning); stroke-width: 2; }
    .stripe { fill: var(--stripe); }
    .flag.error { fill: var(--error); }
    .flag.warning { fill: var(--warning); }
    .timeline .number { fill: var(--on-mark); font-weight: bold; }
    .stem, .reach { stroke-width: 1.5; }
    .stem { stroke-dasharray: 2 3; }
    .stem.error, .reach.error { stroke: var(--error); }
    .stem.warning, .reach.warning { stroke: var(--warning); }
    .group { margin: 1.2rem 0; padding: 0.8rem 1rem; background: var(--raised); border-radius: 6px; }
    .group { display: flow-root; }
    .group > figure { float: right; width: 14rem; margin: 0 0 0.5rem 1.5rem; }
    .group ol { list-style: none; margin: 0; padding: 0; }
    .finding {
      display: flex; flex-wrap: wrap; gap: 0.4rem 1.5rem; justify-content: space-between;
      margin: 0.8rem 0 0; padding-left: 0.8rem; border-left: 0.25rem solid; break-inside: avoid;
      overflow: hidden;
    }
    .finding.error { border-color: var(--error); }
    .finding.warning { border-color: var(--warning); }
    .finding:target { outline: 2px solid var(--link); outline-offset: 4px; }
    .finding .words { flex: 1 1 22rem; min-width: 0; }
    .finding figure { flex: 0 1 14rem; margin: 0; }
    .finding.error .badge { color: var(--error); }
    .finding.warning .badge { color: var(--warning); }
    .rule { font-weight: bold; }
    .whole { white-space: nowrap; }
    .waived { list-style: none; margin: 0; padding: 0; }
    .waived li { margin: 0.8rem 0 0; padding-left: 0.8rem; border-left: 0.25rem solid var(--line); }
    figure { margin: 0.5rem 0; }
    figure svg { max-width: 100%; height: auto; border-radius: 4px; background: var(--ground); }
    .finding figure svg { max-height: 8rem; width: auto; }
    .no-picture { color: var(--quiet); font-style: italic; }
    .gallery {
      list-style: none; margin: 0; padding: 0; display: grid; gap: 1rem;
      grid-template-columns: repeat(auto-fill, minmax(min(15rem, 100%), 1fr));
    }
    .gallery li { border: 1px solid var(--line); border-radius: 6px; padding: 0.6rem; }
    .gallery figure { margin: 0; }
    .gallery code { font-size: 0.8rem; }
    footer { margin-top: 2.5rem; color: var(--quiet); font-size: 0.9rem; }
    @media (max-width: 44rem) {
      .group > figure { float: none; width: auto; margin: 0.5rem 0; }
      .finding figure { flex-basis: 100%; }
    }
    @media print {
      body { max-width: none; padding: 0; font-size: 10pt; }
      .scroll { overflow: visible; border: 0; padding: 0; }
      .timeline { width: 100%; height: auto; }
      .group, .gallery li { break-inside: avoid-page; }
      * { print-color-adjust: exact; }
    }
    """
}
