// The interactive charts: each still picture is drawn again by Vega when the reader comes near it, with explanations
// beside the marks and, where there is a legend, buttons that bring one series forward. Whatever fails leaves the still
// picture standing. Bundled with View, parse, expressionInterpreter and swedish (see medlemsnytta/rendering/vega.py).

const NOTHING_IS_FETCHED = { load: () => Promise.reject(Error("offline")), sanitize: () => Promise.reject(Error("offline")) };
const LEAVING_TAKES = 300; // milliseconds in which the pointer may reach the explanation

const explanation = (figure) => {
  const box = figure.appendChild(document.createElement("div"));
  let leaving;
  const hide = () => { box.hidden = true; };
  const stay = () => clearTimeout(leaving);
  const leave = () => { stay(); leaving = setTimeout(() => box.matches(":hover") || hide(), LEAVING_TAKES); };
  box.className = "explanation";
  box.setAttribute("aria-hidden", "true"); // the table below says it all
  box.addEventListener("pointerenter", stay);
  box.addEventListener("pointerleave", leave);
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
  hide();
  return (_, event, __, value) => {
    if (!value) return leave();
    stay();
    const rows = Object.entries(value).map(([term, words]) => {
      const row = document.createElement("div");
      row.append(Object.assign(document.createElement("span"), { textContent: term }));
      row.append(Object.assign(document.createElement("strong"), { textContent: String(words) }));
      return row;
    });
    box.replaceChildren(...rows);
    box.hidden = false;
    const page = figure.getBoundingClientRect();
    const room = page.width - box.offsetWidth;
    const left = event.clientX - page.left + 14;
    box.style.left = `${Math.max(0, Math.min(left, room))}px`;
    box.style.top = `${event.clientY - page.top + 18}px`;
  };
};

// Vega-Lite calls the signal that a click on the legend sets PARAMETER_FIELD_legend.
const buttons = (figure, view, specification) => {
  const signal = (specification.signals || []).map((each) => each.name).find((name) => name.endsWith("_legend"));
  if (!signal) return;
  const group = document.createElement("div");
  group.className = "picks";
  group.setAttribute("role", "group");
  group.setAttribute("aria-label", "Framhäv i diagrammet");
  const make = (words, value) => {
    const button = group.appendChild(document.createElement("button"));
    button.type = "button";
    button.textContent = words;
    button.setAttribute("aria-pressed", String(value === null));
    button.addEventListener("click", () => view.signal(signal, value).runAsync());
    return [button, value];
  };
  const made = [make("Alla", null), ...view.scale("color").domain().map((name) => make(name, name))];
  view.addSignalListener(signal, (_, picked) => {
    for (const [button, value] of made) button.setAttribute("aria-pressed", String(value === (picked ?? null)));
  });
  figure.querySelector(".panel").after(group);
};

const draw = async (figure) => {
  const drawing = figure.querySelector(".drawing");
  const live = document.createElement("div");
  live.className = "live";
  live.setAttribute("aria-hidden", "true");
  drawing.append(live);
  try {
    const specification = JSON.parse(figure.querySelector("script").textContent);
    specification.config = { ...specification.config, font: getComputedStyle(drawing).fontFamily };
    const view = new View(parse(specification, {}, { ast: true }), {
      expr: expressionInterpreter,
      loader: NOTHING_IS_FETCHED,
      locale: swedish,
      renderer: "svg",
      tooltip: explanation(figure),
    });
    await view.initialize(live).runAsync();
    for (const name of ["role", "aria-label", "aria-roledescription", "tabindex"]) live.removeAttribute(name);
    drawing.classList.add("is-live");
    buttons(figure, view, specification);
  } catch (error) {
    live.remove();
    console.warn(figure.id, error);
  }
};

const nearby = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) {
    if (!isIntersecting) continue;
    nearby.unobserve(target);
    draw(target);
  }
}, { rootMargin: "600px" });

for (const figure of document.querySelectorAll("figure.chart")) {
  if (figure.querySelector("script")) nearby.observe(figure);
}
