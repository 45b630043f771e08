// Draws the published values of a table a second time, to point at, zoom and save as a picture.
// Plotly is loaded when a reader asks for it; the page says everything without it.
(() => {
  const item = document.querySelector(".plot-open");
  const source = document.getElementById("equity-data");
  const target = document.getElementById("plot");
  if (!item || !source || !target) return;
  const button = item.querySelector("button");
  const data = JSON.parse(source.textContent);
  // Nothing is drawn of a row without a number, and no chart where no group has one.
  if (data.columns) data.rows = data.rows.filter((row) => row.values.some((value) => value !== null));
  if (!data.rows.some((row) => row.group !== data.everyone)) return;
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

  // Cohort by cohort: a panel for each group, all on one scale, as above; a hole where nothing is
  // shown. All students together are the thin grey line of dashes that every panel repeats.
  const isGroup = (row) => row.group !== data.everyone;
  const everyone = () => data.rows.find((row) => !isGroup(row));
  const line = (row, n, look) => ({
    type: "scatter",
    x: data.columns,
    y: row.values,
    text: row.words,
    xaxis: `x${n + 1}`,
    yaxis: `y${n + 1}`,
    // The legend says once what a line is; the panel says of whom.
    showlegend: n === 0,
    hovertemplate: `${row.group}, %{x}: %{text}<extra></extra>`,
    connectgaps: false,
    ...look,
  });
  const lines = () => {
    const all = everyone();
    const look = {
      mode: "lines+markers",
      name: data.labels.group,
      line: { width: 3, color: color("--gap-mark") },
      marker: { size: 8, color: color("--gap-mark") },
    };
    const grey = {
      mode: "lines",
      name: data.labels.everyone,
      line: { width: 2, dash: "5px,4px", color: color("--plain-mark") },
    };
    return data.rows.filter(isGroup).flatMap((row, n) => [
      ...(all ? [line(all, n, grey)] : []),
      line(row, n, look),
    ]);
  };

  // Pixels of a panel: its picture, the words of its scale, room between two.
  const panel = { height: 120, scale: 40, gap: 56, narrowest: 190 };
  const panels = (width) => {
    const groups = data.rows.filter(isGroup);
    const across = Math.max(1, Math.min(3, groups.length, Math.floor(width / (panel.narrowest + panel.gap))));
    const wide = (width - panel.gap * (across - 1)) / across;
    const names = groups.map((row) => inLines(row.group, Math.floor(wide / letter)));
    const name = lineHeight * Math.max(...names.map((one) => one.length)) + 6;
    const high = name + panel.height + panel.scale;
    const height = high * Math.ceil(groups.length / across);
    const ends = [data.columns[0], data.columns.at(-1)];
    const layout = { annotations: [], height };
    groups.forEach((_row, n) => {
      const left = (n % across) * (wide + panel.gap);
      const top = 1 - (Math.floor(n / across) * high + name) / height;
      const [x, y] = [`x${n + 1}`, `y${n + 1}`];
      const at = n ? n + 1 : "";
      layout[`xaxis${at}`] = {
        type: "category",
        anchor: y,
        domain: [left / width, Math.min((left + wide) / width, 1)],
        tickvals: ends,
        ticktext: ends.map((words) => inLines(words, 10).join("<br>")),
        tickangle: 0,
        showgrid: false,
      };
      layout[`yaxis${at}`] = {
        anchor: x,
        domain: [Math.max(top - panel.height / height, 0), top],
        ticksuffix: "%",
        nticks: 4,
        gridcolor: color("--line"),
        zeroline: false,
        ...(n ? { matches: "y" } : {}),
      };
      layout.annotations.push({
        text: names[n].join("<br>"),
        xref: `${x} domain`,
        yref: `${y} domain`,
        x: 0,
        y: 1,
        xanchor: "left",
        yanchor: "bottom",
        align: "left",
        showarrow: false,
        font: { size: 13 },
      });
    });
    return layout;
  };

  const axes = () => {
    // The margin grows with the words of the last tick, which would run out of a narrow picture.
    const percent = { ticksuffix: "%", gridcolor: color("--line"), zeroline: false, automargin: true };
    const names = { automargin: true, categoryarray: rows.map((row) => row.group), gridcolor: color("--line") };
    // Shares are compared in size, as in the picture above: from nothing on, few and level ticks.
    if (data.kind === "pairs") {
      return { xaxis: { ...percent, rangemode: "tozero", nticks: 5, tickangle: 0 }, yaxis: names };
    }
    // A little beyond both ends, so that no mark is cut in half.
    const [low, high] = scale();
    return { xaxis: { ...percent, range: [low - 1, high + 1], nticks: 5, tickangle: 0 }, yaxis: names };
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
  // The title is bold and holds fewer letters, the lines under it hold more; their height.
  const bolder = 0.83;
  const smaller = 1.1;
  const smallLine = 16;
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
    const listed = traces.filter((trace) => trace.showlegend !== false);
    const names = listed.map((trace) => inLines(trace.name, letters - markLetters));
    names.forEach((name, n) => {
      listed[n].name = name.join("<br>");
    });
    const fits = names.reduce((sum, name) => sum + name.join(" ").length + markLetters, 0) < letters;
    const legend = scaleWords + lineHeight * (fits ? 1 : names.flat().length);
    // Plotly breaks no lines and lets a long title run out of the picture. Whoever gets the saved
    // picture has no page beside it: what it shows, of whom, and whose figures they are stand in it.
    const titled = inLines(data.mark ? `${data.mark}: ${data.title}` : data.title, letters * bolder);
    const below = [data.about, ...data.sources].filter(Boolean).flatMap((words) => inLines(words, letters * smaller));
    const top = tools + lineHeight * titled.length + smallLine * below.length + 24;
    const edge = data.kind === "lines" ? 50 : 10;
    const right = 32;
    const drawn = data.kind === "lines" ? panels(target.clientWidth - edge - right) : axes();
    const height = top + legend + (drawn.height || 44 + 44 * data.rows.length);
    window.Plotly.newPlot(
      target,
      traces,
      {
        ...drawn,
        // Under the row of tools, in as many lines as it takes.
        title: {
          text: titled.join("<br>"),
          font: { size: 14, weight: 600 },
          x: 0.01,
          y: 1 - tools / height,
          yanchor: "top",
          subtitle: { text: below.join("<br>"), font: { size: 12 } },
        },
        height,
        margin: { l: edge, r: right, t: top, b: legend },
        paper_bgcolor: color("--card"),
        plot_bgcolor: color("--card"),
        font: { color: color("--ink"), family: "system-ui, sans-serif", size: 13 },
        // At the foot of the picture, however low it is: never over the words of the scale.
        legend: { orientation: "h", yref: "container", y: 0, yanchor: "bottom" },
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
