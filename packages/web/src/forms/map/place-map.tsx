type Props = {
  readonly latitude: number | undefined
  readonly longitude: number | undefined
  readonly label: string
  readonly onChoose: ((point: { readonly latitude: number; readonly longitude: number; readonly precision: number }) => void) | undefined
}

/** A map is not drawn yet. */
export default function PlaceMap(_: Props) {
  return null
}
