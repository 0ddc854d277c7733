import "../styles/pages/doorstep.css"
import { type ReactNode, useEffect } from "react"
import { speak, useWords } from "../words/useWords.ts"
import { useTongue } from "./preferences.ts"

/** Where one stands before one is inside. */
export const Doorstep = ({ children, lead, title }: {
  readonly title: string
  readonly lead: string
  readonly children: ReactNode
}) => {
  const { locale } = useWords()
  const tongue = useTongue()
  const other = tongue === "fr" ? "en" : "fr"
  useEffect(() => {
    document.documentElement.lang = locale
  }, [locale])
  return (
    <main className="doorstep">
      <div className="doorstep-wave" aria-hidden="true">
        {Array.from(
          { length: 48 },
          (_, bar) => (
            <i key={bar} data-size={Math.round(2 + 7 * Math.abs(Math.sin(bar * 0.41) * Math.cos(bar * 0.17)))} />
          )
        )}
      </div>
      <section className="doorstep-card">
        <header>
          <h1>{title}</h1>
          <p className="quiet">{lead}</p>
        </header>
        {children}
      </section>
      <button type="button" className="button" data-kind="plain" lang={other} onClick={() => void speak(other)}>
        {other === "fr" ? "Français" : "English"}
      </button>
    </main>
  )
}
