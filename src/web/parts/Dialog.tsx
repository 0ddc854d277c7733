import { Dialog as Base } from "@base-ui/react/dialog"
import type { ReactNode } from "react"

/** Asks something, or shows it, before the page goes on. */
export const Dialog = ({ children, lead, onClose, open, title }: {
  readonly open: boolean
  readonly onClose: () => void
  readonly title: string
  readonly lead?: string
  readonly children: ReactNode
}) => (
  <Base.Root open={open} onOpenChange={(now) => now || onClose()}>
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
