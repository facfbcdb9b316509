// "Pröva själv": native selects, and an answer that is shown and read aloud as soon as one of them changes.

for (const section of document.querySelectorAll("section.trial")) {
  const data = JSON.parse(section.querySelector("script[type='application/json']").textContent);
  const [form, status] = [section.querySelector("form"), section.querySelector("[role=status]")];
  const { level, order, unknown, rating } = form.elements;
  const places = [...order];

  // A place can be filled when the one before it is, and a criterion can have one place only.
  const keepInOrder = () => places.forEach((select, rank) => {
    const before = places.slice(0, rank).map((each) => each.value);
    select.disabled = rank > 0 && before[rank - 1] === "";
    if (select.disabled || before.includes(select.value)) select.value = "";
    for (const option of select.options) option.disabled = option.value !== "" && before.includes(option.value);
  });

  const asInTheReport = () => [...form.querySelectorAll("select")].every((select) =>
    select === rating || select.value === ([...select.options].find((option) => option.defaultSelected) || select.options[0]).value);

  const line = (name, words) => {
    const paragraph = document.createElement("p");
    paragraph.append(Object.assign(document.createElement("strong"), { textContent: `${name}: ` }), words);
    return paragraph;
  };

  const tell = () => {
    keepInOrder();
    const ranked = places.map((select) => select.value).filter((value) => value !== "").map(Number);
    const [about, criterion] = unknown && unknown.value ? unknown.value.split(" ").map(Number) : [];
    if (rating) rating.disabled = about === undefined;
    const lines = data.networks.map((network, place) => {
      const known = place === about ? [criterion, Number(rating.value)] : undefined;
      const { share, word } = answer(data, network, Number(level.value), ranked, known);
      return line(network.name, `${share} av fallen når kravet, ”${word}”.`);
    });
    const chosen = asInTheReport() ? "Det är rapportens egna val." : "Det är andra val än rapportens.";
    status.replaceChildren(...lines, Object.assign(document.createElement("p"), { textContent: chosen }));
  };

  form.addEventListener("change", tell);
  form.addEventListener("reset", () => setTimeout(tell)); // the selects are themselves again only afterwards
  form.addEventListener("submit", (event) => event.preventDefault());
  form.reset();
  tell();
  section.hidden = false;
}
