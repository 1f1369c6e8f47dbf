/** A snippet with the word that matched marked; told to everybody by the browser's own `mark`. */
export function Marked({ snippet, match }: { readonly snippet: string; readonly match: string | undefined }) {
  const at = match === undefined ? -1 : snippet.indexOf(match)
  if (match === undefined || at < 0) return <>{snippet}</>
  return (
    <>
      {snippet.slice(0, at)}
      <mark>{match}</mark>
      {snippet.slice(at + match.length)}
    </>
  )
}
