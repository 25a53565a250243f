// A small reader of CLDR's rule-based number formats (UTS #35, part 3, "Rule-Based Number
// Formatting"): whole numbers only, as the number words of values.mjs need them.

/** The words for `number` by the rule set `name`; '' where the rules do not reach. */
export function spell(sets, name, number, depth = 0) {
  const rules = (sets[name] ?? [])
    .map(([key, text]) => { const at = /^(\d+)(?:\/(\d+))?/.exec(key); return at && { base: Number(at[1]), radix: Number(at[2] ?? 10), text }; })
    .filter(Boolean);
  const rule = rules.filter(one => one.base <= number).at(-1);
  if (!rule || depth > 12) return '';
  const divisor = rule.base === 0 ? 1 : rule.radix ** Math.floor(Math.log(rule.base) / Math.log(rule.radix) + 1e-9);
  let text = rule.text.replace(/;$/, '').replace(/^'/, '');
  const rest = number % divisor, whole = Math.floor(number / divisor);
  text = text.replace(/\[([^\]]*)\]/g, (_, optional) => (rest === 0 ? '' : optional));
  text = text.replace(/\$\(cardinal,([^)]*)\)\$/g, (_, forms) => plural(forms, whole));
  text = text.replace(/→(%%?[^→]*)?→|←(%%?[^←]*)?←|=(%%?[^=]*)?=/g, (all, right, left, same) => {
    if (all.startsWith('→')) return spell(sets, right || name, rest, depth + 1);
    if (all.startsWith('←')) return spell(sets, left || name, whole, depth + 1);
    return same ? spell(sets, same, number, depth + 1) : '';
  });
  return text.trim() === '' ? '' : text;
}

function plural(forms, number) {
  const named = Object.fromEntries([...forms.matchAll(/(\w+)\{([^}]*)\}/g)].map(([, name, text]) => [name, text]));
  const ten = number % 10, hundred = number % 100;
  if (named.one && ten === 1 && hundred !== 11) return named.one;
  if (named.few && ten >= 2 && ten <= 4 && (hundred < 12 || hundred > 14)) return named.few;
  return named.many ?? named.other ?? '';
}
