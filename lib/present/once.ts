/**
 * A pure function of an object that is worked out once per object, for as long as it lives: pages ask again and again about
 * data that change once a day.
 */
export function oncePer<Input extends object, Output>(
  work: (input: Input) => Output,
): (input: Input) => Output {
  const known = new WeakMap<Input, { readonly output: Output }>()
  return (input) => {
    const found = known.get(input) ?? { output: work(input) }
    known.set(input, found)
    return found.output
  }
}
