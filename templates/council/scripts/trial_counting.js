// Counts shares as medlemsnytta/analysis/robustness.py does: every way to share ten tenths over the criteria, every
// combination of low, point and high of each rating, three readings of the scale. Whole numbers only.

const TENTHS = 10;
const HARD_SPACE = "\u00a0";

// The ways to share `left` over `count` criteria, in which none weighs more than one named before it in `order`, and
// those not named weigh at most as much as the last one named.
const weightings = (count, order) => {
  const found = [];
  const fill = (weights, left) => {
    if (weights.length < count - 1) {
      for (let tenths = 0; tenths <= left; tenths += 1) fill([...weights, tenths], left - tenths);
      return;
    }
    const whole = [...weights, left];
    const falling = order.every((place, rank) => rank === 0 || whole[order[rank - 1]] >= whole[place]);
    const last = order.length ? whole[order[order.length - 1]] : TENTHS;
    if (falling && whole.every((weight, place) => order.includes(place) || weight <= last)) found.push(whole);
  };
  fill([], TENTHS);
  return found;
};

// How many cases reach the level in one reading, and out of how many; a sure rating counts once.
const counted = (profile, ways, values, level) => {
  const choices = profile.map((interval) => (new Set(interval).size === 1 ? [interval[0]] : interval));
  const required = TENTHS * values[2 * level];
  const reached = (weights, place, score) => {
    if (place === choices.length) return score >= required ? 1 : 0;
    let hits = 0;
    for (const half of choices[place]) hits += reached(weights, place + 1, score + weights[place] * values[half]);
    return hits;
  };
  const hits = ways.reduce((sum, weights) => sum + reached(weights, 0, 0), 0);
  return [hits, ways.length * choices.reduce((product, each) => product * each.length, 1)];
};

// A share as swedish.percent writes it: halves are rounded up, and what is not exactly 0 or 1 is never 0 % or 100 %.
const percent = ([hits, cases]) => {
  const rounded = Math.floor((200 * hits + cases) / (2 * cases));
  if (rounded === 100 && hits < cases) return `över${HARD_SPACE}99${HARD_SPACE}%`;
  if (rounded === 0 && hits > 0) return `under${HARD_SPACE}1${HARD_SPACE}%`;
  return `${rounded}${HARD_SPACE}%`;
};

const range = (low, high) => {
  const [first, last] = [percent(low), percent(high)];
  if (first === last) return first;
  const figures = /^\d/.test(first) && /^\d/.test(last);
  return figures ? `${first.slice(0, -2)}–${last}` : `${first} till ${last}`;
};

const wordFor = ([hits, cases], words) => {
  const above = words.slice(0, -2).find(([limit]) => 100 * hits >= limit * cases);
  if (above) return above[1];
  const [leaning, clear] = words.slice(-2);
  return 100 * hits > leaning[0] * cases ? leaning[1] : clear[1];
};

// One network's share and word; `known` is [criterion, grade] or nothing.
const answer = (data, network, level, order, known) => {
  const profile = network.profile.map((interval, place) => (known && known[0] === place ? Array(3).fill(2 * known[1]) : interval));
  const ways = weightings(data.criteria.length, order);
  const readings = data.readings.map((values) => counted(profile, ways, values, level));
  const [low, ...rest] = [...readings].sort((one, other) => one[0] - other[0]);
  const [point, spread] = [percent(readings[0]), range(low, rest[rest.length - 1])];
  return { share: point === spread ? point : `${point} (${spread})`, word: wordFor(readings[0], data.words) };
};
