import { Dialog as Base } from "@base-ui/react/dialog"
import type { ReactNode } from "react"

/** Asks something, or shows it, before the page goes on. */
export const Dialog = ({ children, lead, onClose, once = false, open, title }: {
  readonly open: boolean
  readonly onClose: () => void
  readonly title: string
  /** What it shows is not shown again: a click beside it leaves it there. */
  readonly once?: boolean
  readonly lead?: string
  readonly children: ReactNode
}) => (
  <Base.Root open={open} disablePointerDismissal={once} onOpenChange={(now) => now || onClose()}>
    <Base.Portal>
      <Base.Backdrop className="backdrop" />
      <Base.Popup className="dialog">
        <Base.Title>{title}</Base.Title>
        {lead !== undefined && <Base.Description className="quiet">{lead}</Base.Description>}
        {children}
      </Base.Popup>
    </Base.Portal>
  </Base.Root>
)
