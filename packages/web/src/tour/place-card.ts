type Box = { readonly left: number; readonly top: number; readonly width: number; readonly height: number }
type Size = { readonly width: number; readonly height: number }

const gap = 12

/** Where a card stands beside what it points at: to the right, else below, else above, else over it; always whole inside the window. In px. */
export function placeCard(target: Box, card: Size, window: Size): { readonly left: number; readonly top: number } {
  const inside = (left: number, top: number) => ({
    left: Math.max(gap, Math.min(left, window.width - card.width - gap)),
    top: Math.max(gap, Math.min(top, window.height - card.height - gap)),
  })
  const [right, bottom] = [target.left + target.width, target.top + target.height]
  if (right + gap + card.width + gap <= window.width && target.width < window.width / 2) return inside(right + gap, target.top)
  if (bottom + gap + card.height + gap <= window.height) return inside(target.left, bottom + gap)
  if (target.top - gap - card.height >= gap) return inside(target.left, target.top - gap - card.height)
  return inside((window.width - card.width) / 2, (window.height - card.height) / 2)
}
