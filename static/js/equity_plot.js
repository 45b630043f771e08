// Draws the published values of a table a second time, to point at, zoom and save as a picture.
// Plotly is loaded when a reader asks for it; the page says everything without it.
(() => {
  const item = document.querySelector(".plot-open");
  const source = document.getElementById("equity-data");
  const target = document.getElementById("plot");
  if (!item || !source || !target) return;
  const button = item.querySelector("button");
  const data = JSON.parse(source.textContent);
  if (!data.rows.length) return;
  item.hidden = false;

  const color = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  // Charts count from below; the table reads from above.
  const rows = [...data.rows].reverse();

  const points = (wanted, name, look) => {
    const of = rows.filter(wanted);
    return {
      type: "scatter",
      mode: "markers",
      name,
      x: of.map((row) => row.rate),
      y: of.map((row) => row.group),
      text: of.map((row) => `${row.words} ${row.verdict}`),
      hovertemplate: "%{y}: %{text}<extra></extra>",
      error_x: { type: "data", array: of.map((row) => row.margin || 0), color: look.color },
      marker: { size: 12, color: look.fill, symbol: look.symbol, line: { width: 2, color: look.color } },
    };
  };

  const others = () => {
    const of = rows.filter((row) => row.others !== undefined);
    return {
      type: "scatter",
      mode: "markers",
      name: data.labels.others,
      x: of.map((row) => row.others),
      y: of.map((row) => row.group),
      hovertemplate: `%{y}: %{x}% (${data.labels.others})<extra></extra>`,
      marker: { size: 16, symbol: "line-ns-open", color: color("--ink"), line: { width: 3 } },
    };
  };

  const ranges = () => {
    const of = rows.filter((row) => row.rate === undefined);
    const x = [];
    const y = [];
    of.forEach((row) => {
      x.push(row.low ?? 0, row.high ?? 100, null);
      y.push(row.group, row.group, null);
    });
    return {
      type: "scatter",
      mode: "lines",
      name: data.labels.range,
      x,
      y,
      text: of.flatMap((row) => [row.words, row.words, ""]),
      hovertemplate: "%{y}: %{text}<extra></extra>",
      line: { dash: "dot", width: 3, color: color("--plain-mark") },
    };
  };

  const draw = () => {
    const plain = { symbol: "circle", color: color("--plain-mark"), fill: color("--card") };
    const marked = { symbol: "diamond", color: color("--gap-mark"), fill: color("--gap-mark") };
    const traces = [
      others(),
      points((row) => row.rate !== undefined && !row.gap, data.labels.rate, plain),
      points((row) => row.rate !== undefined && row.gap, data.labels.gap, marked),
      ranges(),
    ].filter((trace) => trace.x.length);
    const ink = color("--ink");
    target.hidden = false;
    window.Plotly.newPlot(
      target,
      traces,
      {
        title: { text: [data.title, data.mark].filter(Boolean).join(" · "), font: { size: 14 } },
        height: 160 + 44 * rows.length,
        margin: { l: 10, r: 20, t: 60, b: 40 },
        paper_bgcolor: color("--card"),
        plot_bgcolor: color("--card"),
        font: { color: ink, family: "system-ui, sans-serif", size: 13 },
        xaxis: { ticksuffix: "%", gridcolor: color("--line"), zeroline: false },
        yaxis: { automargin: true, categoryarray: rows.map((row) => row.group), gridcolor: color("--line") },
        legend: { orientation: "h", y: -0.12 },
      },
      {
        displaylogo: false,
        responsive: true,
        modeBarButtonsToRemove: ["select2d", "lasso2d", "sendDataToCloud"],
        toImageButtonOptions: { filename: "equity", scale: 2 },
      },
    );
    target.scrollIntoView({ block: "nearest" });
  };

  button.addEventListener("click", () => {
    button.disabled = true;
    if (window.Plotly) {
      draw();
      return;
    }
    const script = document.createElement("script");
    script.src = button.dataset.plot;
    script.onload = draw;
    script.onerror = () => {
      button.disabled = false;
    };
    document.head.append(script);
  });
})();
