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
      text: of.map((row) => row.others_words),
      hovertemplate: `%{y}: %{text} (${data.labels.others})<extra></extra>`,
      marker: { size: 16, symbol: "line-ns-open", color: color("--ink"), line: { width: 3 } },
    };
  };

  // The part of 0 to 100 % that holds all there is to see, in whole steps.
  const step = 5;
  const scale = () => {
    const seen = rows.flatMap((row) => [
      row.rate === undefined ? undefined : row.rate - (row.margin || 0),
      row.rate === undefined ? undefined : row.rate + (row.margin || 0),
      row.others,
      row.low,
      row.high,
    ]).filter((value) => value !== undefined && value !== null);
    const low = Math.floor((Math.min(...seen) - 2) / step) * step;
    const high = Math.ceil((Math.max(...seen) + 2) / step) * step;
    return [Math.max(low, 0), Math.min(high, 100)];
  };

  // A range runs from end to end: an arrow where it is open, a bar where it stops.
  const ranges = () => {
    const of = rows.filter((row) => row.rate === undefined);
    const [first, last] = scale();
    const isOpen = (end) => end === undefined || end === null;
    const x = [];
    const y = [];
    const symbol = [];
    of.forEach((row) => {
      x.push(row.low ?? first, row.high ?? last, null);
      y.push(row.group, row.group, null);
      symbol.push(
        isOpen(row.low) ? "triangle-left" : "line-ns-open",
        isOpen(row.high) ? "triangle-right" : "line-ns-open",
        "line-ns-open",
      );
    });
    const mark = color("--plain-mark");
    return {
      type: "scatter",
      mode: "lines+markers",
      name: data.labels.range,
      x,
      y,
      text: of.flatMap((row) => [row.words, row.words, ""].map((words) => words && `${words} ${row.verdict}`)),
      hovertemplate: "%{y}: %{text}<extra></extra>",
      line: { dash: "dot", width: 3, color: mark },
      marker: { symbol, size: 12, color: mark, line: { width: 3, color: mark } },
    };
  };

  const dots = () => {
    const plain = { symbol: "circle", color: color("--plain-mark"), fill: color("--card") };
    const marked = { symbol: "diamond", color: color("--gap-mark"), fill: color("--gap-mark") };
    return [
      others(),
      points((row) => row.rate !== undefined && !row.gap, data.labels.rate, plain),
      points((row) => row.rate !== undefined && row.gap, data.labels.gap, marked),
      ranges(),
    ].filter((trace) => trace.x.length);
  };

  // Shares of several countings: a mark of its own for each, as in the picture above.
  const pairs = () => {
    const looks = [
      { symbol: "line-ns-open", size: 16, color: color("--ink"), line: { width: 3 } },
      { symbol: "circle", size: 12, color: color("--card"), line: { width: 2, color: color("--plain-mark") } },
      { symbol: "square", size: 11, color: color("--gap-mark") },
    ];
    return data.columns.map((name, n) => ({
      type: "scatter",
      mode: "markers",
      name,
      x: rows.map((row) => row.values[n]),
      y: rows.map((row) => row.group),
      text: rows.map((row) => row.words[n]),
      hovertemplate: "%{y}: %{text} (%{fullData.name})<extra></extra>",
      marker: looks[n % looks.length],
    }));
  };

  // Cohort by cohort: one line for each row of the table; a hole where nothing is shown. All
  // students together are the thin grey line of dashes that every panel above repeats.
  const dashes = ["solid", "dot", "dashdot", "longdash"];
  const shapes = ["circle", "square", "diamond", "triangle-up", "cross", "x"];
  const everyone = { width: 2, dash: "5px,4px", color: color("--plain-mark") };
  const lines = () => {
    const groups = data.rows.filter((row) => row.group !== data.everyone);
    const look = (n) => ({ width: 3, dash: dashes[n % dashes.length], color: color(n % 2 ? "--ink" : "--gap-mark") });
    return data.rows.map((row) => ({
      type: "scatter",
      mode: row.group === data.everyone ? "lines" : "lines+markers",
      name: row.group,
      x: data.columns,
      y: row.values,
      text: row.words,
      hovertemplate: "%{fullData.name}, %{x}: %{text}<extra></extra>",
      connectgaps: false,
      line: row.group === data.everyone ? everyone : look(groups.indexOf(row)),
      marker: { size: 8, symbol: shapes[Math.max(groups.indexOf(row), 0) % shapes.length] },
    }));
  };

  const axes = () => {
    // The margin grows with the words of the last tick, which would run out of a narrow picture.
    const percent = { ticksuffix: "%", gridcolor: color("--line"), zeroline: false, automargin: true };
    if (data.kind === "lines") {
      return { xaxis: { type: "category", gridcolor: color("--line"), automargin: true }, yaxis: percent };
    }
    const names = { automargin: true, categoryarray: rows.map((row) => row.group), gridcolor: color("--line") };
    // Shares are compared in size, as in the picture above: from nothing on, few and level ticks.
    if (data.kind === "pairs") {
      return { xaxis: { ...percent, rangemode: "tozero", nticks: 5, tickangle: 0 }, yaxis: names };
    }
    // A little beyond both ends, so that no mark is cut in half.
    const [low, high] = scale();
    return { xaxis: { ...percent, range: [low - 1, high + 1] }, yaxis: names };
  };

  // Plotly's own words, by its English ones.
  const words = {
    "Download plot as a PNG": button.dataset.save,
    Zoom: button.dataset.zoom,
    Pan: button.dataset.pan,
    "Zoom in": button.dataset.zoomIn,
    "Zoom out": button.dataset.zoomOut,
    Autoscale: button.dataset.whole,
    "Reset axes": button.dataset.reset,
    "Double-click to zoom back out": button.dataset.back,
    "Double-click on legend to isolate one trace": button.dataset.alone,
  };

  // Pixels: the row of tools, a line and a letter of the title, the words of the scale below.
  const tools = 40;
  const lineHeight = 19;
  const letter = 8;
  const scaleWords = 56;
  // A mark in the legend is as wide as so many letters.
  const markLetters = 7;
  const inLines = (text, most) => {
    const lines = [""];
    text.split(" ").forEach((word) => {
      const longer = `${lines.at(-1)} ${word}`.trim();
      if (longer.length > most && lines.at(-1)) lines.push(word);
      else lines[lines.length - 1] = longer;
    });
    return lines;
  };

  const draw = () => {
    const traces = ({ lines, pairs }[data.kind] || dots)();
    target.hidden = false;
    const letters = Math.max(target.clientWidth / letter, 20);
    // The legend takes a line for each name where they do not fit beside each other.
    const names = traces.map((trace) => inLines(trace.name, letters - markLetters));
    names.forEach((name, n) => {
      traces[n].name = name.join("<br>");
    });
    const fits = names.reduce((sum, name) => sum + name.join(" ").length + markLetters, 0) < letters;
    const legend = scaleWords + lineHeight * (fits ? 1 : names.flat().length);
    // Plotly breaks no lines and lets a long title run out of the picture.
    const titled = inLines(data.title, letters);
    if (data.mark) titled.push(data.mark);
    const top = tools + lineHeight * titled.length + 16;
    const height = top + legend + (data.kind === "lines" ? 380 : 44 + 44 * data.rows.length);
    window.Plotly.newPlot(
      target,
      traces,
      {
        // Under the row of tools, in as many lines as it takes.
        title: { text: titled.join("<br>"), font: { size: 14 }, x: 0.01, y: 1 - tools / height, yanchor: "top" },
        height,
        margin: { l: data.kind === "lines" ? 50 : 10, r: 32, t: top, b: legend },
        paper_bgcolor: color("--card"),
        plot_bgcolor: color("--card"),
        font: { color: color("--ink"), family: "system-ui, sans-serif", size: 13 },
        // At the foot of the picture, however low it is: never over the words of the scale.
        legend: { orientation: "h", yref: "container", y: 0, yanchor: "bottom" },
        ...axes(),
      },
      {
        displaylogo: false,
        locale: button.dataset.language,
        locales: { [button.dataset.language]: { dictionary: words } },
        responsive: true,
        // The chart goes nowhere but to the reader: no button sends it to Plotly's own servers.
        modeBarButtonsToRemove: ["select2d", "lasso2d", "sendDataToCloud", "sendChartToCloud"],
        plotlyServerURL: "",
        toImageButtonOptions: { filename: "equity", scale: 2 },
      },
    );
    // The button cannot be pressed again: whoever came by keyboard goes on at the chart.
    target.focus({ preventScroll: true });
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
