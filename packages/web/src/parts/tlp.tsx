import { useText } from '../language/text.ts'
import classes from './tlp.module.css'

/** A Traffic Light Protocol 2.0 label as FIRST prescribes it: capitals, its own colour on black. */
export function Tlp({ label }: { readonly label: string | undefined }) {
  const text = useText()
  if (label === undefined || label === '') return null
  const code = label.toLowerCase().replace(/^tlp:/, '')
  return (
    <span className={classes.tlp} data-tlp={code} title={text.find(`tlp.${code}`)}>
      TLP:{code.toUpperCase()}
    </span>
  )
}
