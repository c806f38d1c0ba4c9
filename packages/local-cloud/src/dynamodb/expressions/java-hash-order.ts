/**
 * `keys` in the order in which a Java HashSet made of them iterates, which is the order in which DynamoDB
 * lists several names in one error text.
 */
export function javaHashOrder(keys: readonly string[]): string[] {
  let capacity = 16;
  while (capacity * 0.75 < keys.length) capacity *= 2;
  return keys
    .map((key, index) => ({ key, index, bucket: bucketOf(key, capacity) }))
    .sort((one, other) => one.bucket - other.bucket || one.index - other.index)
    .map(({ key }) => key);
}

function bucketOf(key: string, capacity: number): number {
  let hash = 0;
  for (let index = 0; index < key.length; index += 1) {
    hash = (Math.imul(31, hash) + key.charCodeAt(index)) | 0;
  }
  return (hash ^ (hash >>> 16)) & (capacity - 1);
}
