import type { ReactNode } from "react"
import { Icon } from "./Icon.tsx"

/** What went wrong, read out at once. */
export const Alert = ({ children }: { readonly children: ReactNode }) => (
  <div className="notice" data-tone="danger" role="alert">
    <Icon name="warning" />
    {children}
  </div>
)
