/** Numbers of one room: small lists share it, one after the other, because a buffer for each costs more than filling it. */
const ROOM = 65_536;
let room = new Int32Array(ROOM);
let used = 0;

/** A copy of some of `numbers` that stays as it is. */
export function keepNumbers(numbers: Int32Array, from: number, length: number): Int32Array {
  const part = numbers.subarray(from, from + length);
  if (length > ROOM / 4) return part.slice();
  if (used + length > ROOM) {
    room = new Int32Array(ROOM);
    used = 0;
  }
  room.set(part, used);
  used += length;
  return room.subarray(used - length, used);
}
