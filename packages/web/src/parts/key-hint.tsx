/** Keys as they are printed on a keyboard, one after the other: `g i`. For the eye only; what they do is said in words beside them. */
export function KeyHint({ keys }: { readonly keys: string }) {
  return (
    <span className="keys" aria-hidden="true">
      {keys.split(' ').map((key) => (
        <kbd key={key}>{key}</kbd>
      ))}
    </span>
  )
}
