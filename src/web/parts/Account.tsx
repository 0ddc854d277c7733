import { Menu } from "@base-ui/react/menu"
import { useNavigate } from "@tanstack/react-router"
import { lazy, Suspense, useState } from "react"
import type { Answer } from "../api.ts"
import { speak, useWords } from "../words/useWords.ts"
import { AccountFace, type Place } from "./AccountButton.tsx"
import { Icon } from "./Icon.tsx"
import { office, reading, useDoing } from "./office.ts"
import { keepTheme, type Theme, type Tongue, useTheme, useTongue } from "./preferences.ts"

const ChangePassword = lazy(() => import("./ChangePassword.tsx").then((it) => ({ default: it.ChangePassword })))

const themes: ReadonlyArray<Theme> = ["system", "light", "dark"]

/** Who is here: their language, how it looks, the way out; on a phone also the pages that have no room in the bar. */
export const Account = ({ me, place }: { readonly place: Place; readonly me: Answer<"GET /api/session"> }) => {
  const words = useWords()
  const tongue = useTongue()
  const theme = useTheme()
  const navigate = useNavigate()
  const [changing, change] = useState(false)
  const language = useDoing("PATCH /api/session", {
    onDone: (answer) => office.setQueryData(reading("GET /api/session", {}).queryKey, answer)
  })
  const out = useDoing("DELETE /api/session", {
    onDone: () => {
      office.clear()
      void navigate({ to: "/sign-in" })
    }
  })
  const speakFrom = (other: Tongue) => {
    const spoken = other === "fr" ? "FRENCH" : "ENGLISH"
    office.setQueryData(reading("GET /api/session", {}).queryKey, { ...me, language: spoken })
    void speak(other)
    language.mutate({ payload: { language: spoken } })
  }
  return (
    <>
      <Menu.Root modal={false} defaultOpen>
        <Menu.Trigger
          className={place === "rail" ? "whoami" : undefined}
        >
          <AccountFace place={place} />
        </Menu.Trigger>
        <Menu.Portal>
          <Menu.Positioner
            side="top"
            align={place === "rail" ? "start" : "end"}
            sideOffset={8}
            collisionPadding={12}
            style={{ zIndex: 40 }}
          >
            <Menu.Popup className="menu">
              {place === "bar" &&
                (["deliveries", "insights", "settings"] as const).map((page) => (
                  <Menu.Item
                    key={page}
                    className="menu-item"
                    onClick={() => void navigate({ to: `/${page}` })}
                  >
                    <Icon name={page} />
                    {words.nav[page]}
                  </Menu.Item>
                ))}
              <Menu.Group>
                <Menu.GroupLabel className="menu-label">{words.account.language}</Menu.GroupLabel>
                <Menu.RadioGroup value={tongue} onValueChange={speakFrom}>
                  {([["fr", "Français"], ["en", "English"]] as const).map(([value, name]) => (
                    <Menu.RadioItem key={value} value={value} className="menu-item" closeOnClick lang={value}>
                      <Icon name={value === tongue ? "check" : "globe"} />
                      {name}
                    </Menu.RadioItem>
                  ))}
                </Menu.RadioGroup>
              </Menu.Group>
              <Menu.Group>
                <Menu.GroupLabel className="menu-label">{words.account.theme}</Menu.GroupLabel>
                <Menu.RadioGroup value={theme} onValueChange={keepTheme}>
                  {themes.map((value) => (
                    <Menu.RadioItem key={value} value={value} className="menu-item" closeOnClick>
                      <span className="dot" data-tone={value === theme ? "live" : undefined} />
                      {words.account.themes[value]}
                    </Menu.RadioItem>
                  ))}
                </Menu.RadioGroup>
              </Menu.Group>
              <Menu.Group>
                <Menu.GroupLabel className="menu-label">{me.email}</Menu.GroupLabel>
                <Menu.Item className="menu-item" onClick={() => change(true)}>
                  <Icon name="lock" />
                  {words.account.password}
                </Menu.Item>
                <Menu.Item className="menu-item" onClick={() => out.mutate({})}>
                  <Icon name="out" />
                  {words.account.signOut}
                </Menu.Item>
              </Menu.Group>
            </Menu.Popup>
          </Menu.Positioner>
        </Menu.Portal>
      </Menu.Root>
      {changing && (
        <Suspense>
          <ChangePassword onClose={() => change(false)} />
        </Suspense>
      )}
    </>
  )
}
