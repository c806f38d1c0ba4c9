/** Waits for `work`, but no longer than `milliseconds`; what comes later is dropped. */
export async function within<Value>(
  milliseconds: number,
  work: Promise<Value>,
): Promise<Value | 'timed out'> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<'timed out'>((resolve) => {
    timer = setTimeout(resolve, milliseconds, 'timed out');
  });
  try {
    return await Promise.race([work, deadline]);
  } finally {
    clearTimeout(timer);
  }
}
