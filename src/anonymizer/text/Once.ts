/** Made once for each `key`, and kept as long as that is. */
export const once = <Key extends object, Made>(make: (key: Key) => Made): (key: Key) => Made => {
  const made = new WeakMap<Key, { readonly value: Made }>()
  return (key) => {
    const before = made.get(key)
    if (before !== undefined) return before.value
    const value = make(key)
    made.set(key, { value })
    return value
  }
}
