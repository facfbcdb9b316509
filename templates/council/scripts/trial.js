// "Pröva själv": two native selects a subject, what comes of them at once, and the choices in the page's address.
// Nothing is worked out here: what each pair of answers gives stands in the page.

for (const section of document.querySelectorAll("section.trial")) {
  const data = JSON.parse(section.querySelector("script[type='application/json']").textContent);
  const [form, status] = [section.querySelector("form"), section.querySelector("[role=status]")];
  const lists = [...section.querySelectorAll(".grid tbody tr")].map((row) => [...row.querySelectorAll("ul")]);
  const codes = data.answers.map((answers) => answers.map(([code]) => code));
  const subjects = data.subjects.map((subject, number) => {
    const fieldset = form.querySelectorAll("fieldset")[number];
    return { ...subject, fieldset, selects: [...fieldset.querySelectorAll("select")], item: document.createElement("li") };
  });

  const outcome = (subject, chosen) => {
    const [row, column] = chosen.map((code, place) => codes[place].indexOf(code));
    return { words: subject.outcomes[row][column], list: lists[row][column] };
  };
  const now = (subject) => subject.selects.map((select) => select.value);
  const tried = () => subjects.filter((subject) => now(subject).join() !== subject.chosen.join());
  const lowered = (words) => words.charAt(0).toLowerCase() + words.slice(1);

  const line = (subject) => {
    const [words, before] = [outcome(subject, now(subject)).words, outcome(subject, subject.chosen).words];
    return words === before ? `${words}.` : `${words}. Rapporten: ${lowered(before)}.`;
  };

  const show = (changed) => {
    for (const subject of subjects) {
      const { list } = outcome(subject, now(subject));
      const moved = list !== outcome(subject, subject.chosen).list;
      subject.fieldset.querySelector(".outcome").textContent = line(subject);
      subject.item.textContent = moved ? `${subject.name} (flyttad)` : subject.name;
      subject.item.className = moved ? "moved" : "";
      list.append(subject.item);
    }
    const names = tried().map((subject) => subject.name).join(", ");
    const said = names ? `Andra svar än rapportens: ${names}.` : "Det är rapportens egna svar.";
    const lines = changed ? [`${changed.name}. ${line(changed)}`, said] : [said];
    status.replaceChildren(...lines.map((text) => Object.assign(document.createElement("p"), { textContent: text })));
  };

  // #prova-sjalv&sekom=no.yes: an address that somebody else made may name what is not here, which is left alone.
  const inAddress = () => {
    const [id, ...choices] = location.hash.slice(1).split("&");
    return id === data.trial_id && choices.length ? new URLSearchParams(choices.join("&")) : null;
  };
  const toAddress = () => {
    const choices = new URLSearchParams(tried().map((subject) => [subject.key, now(subject).join(".")]));
    if (`${choices}` || inAddress()) history.replaceState(null, "", `#${[data.trial_id, `${choices}`].filter(Boolean).join("&")}`);
  };
  const fromAddress = () => {
    const choices = inAddress();
    if (!choices) return;
    form.reset();
    for (const subject of subjects) {
      const given = (choices.get(subject.key) || "").split(".");
      subject.selects.forEach((select, place) => {
        if (codes[place].includes(given[place])) select.value = given[place];
      });
    }
    show();
    section.scrollIntoView();
  };

  form.addEventListener("change", (event) => {
    show(subjects.find((subject) => subject.selects.includes(event.target)));
    toAddress();
  });
  // The selects are themselves again only afterwards.
  form.addEventListener("reset", (event) => event.isTrusted && setTimeout(() => [show(), toAddress()]));
  form.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("hashchange", fromAddress);
  form.reset();
  show();
  section.hidden = false;
  fromAddress();
}
