/** More than what is asked of one object: its containers, its workloads. */
const MOST = 256;

/**
 * The same answers, made once for each key as long as it was asked about lately: all controls ask of one object before they ask of
 * the next. What is kept for longer would cost a large tree more room, and the collector more time, than to make it again. An
 * answer must not matter for what it is beside what it says: a key may get another one later.
 */
export function lately<K extends object, V extends object | string | boolean | null>(make: (key: K) => V): (key: K) => V {
  const known = new Map<K, V>();
  let last: K | undefined;
  let answer: V;
  return (key) => {
    if (key === last) return answer;
    let value = known.get(key);
    if (value === undefined) {
      value = make(key);
      if (known.size === MOST) known.clear();
      known.set(key, value);
    }
    last = key;
    return (answer = value);
  };
}
