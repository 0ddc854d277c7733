import { Menu } from "@base-ui/react/menu"
import { useNavigate } from "@tanstack/react-router"
import { useState } from "react"
import { useWords } from "../words/useWords.ts"
import { ChangePassword } from "./ChangePassword.tsx"
import { Icon } from "./Icon.tsx"
import { office, reading, useDoing, useMe } from "./office.ts"
import { keepTheme, keepTongue, type Theme, useTheme, useTongue } from "./preferences.ts"

const themes: ReadonlyArray<Theme> = ["system", "light", "dark"]

/** Who is here: their language, how it looks, the way out; on a phone also the pages that have no room in the bar. */
export const Account = ({ kind }: { readonly kind: "rail" | "bar" }) => {
  const words = useWords()
  const me = useMe()
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
  const speak = (other: "fr" | "en") => {
    keepTongue(other)
    language.mutate({ payload: { language: other === "fr" ? "FRENCH" : "ENGLISH" } })
  }
  if (me === undefined) return null
  return (
    <>
      <Menu.Root modal={false}>
        {kind === "rail"
          ? (
            <Menu.Trigger className="whoami" aria-label={`${words.account.open}: ${me.name}`}>
              <span className="face" aria-hidden="true">{me.name.slice(0, 1).toUpperCase()}</span>
              <span>
                <b>{me.name}</b>
                <small>{words.account.roles[me.role]}</small>
              </span>
            </Menu.Trigger>
          )
          : (
            <Menu.Trigger>
              <Icon name="more" />
              <span>{words.nav.more}</span>
            </Menu.Trigger>
          )}
        <Menu.Portal>
          <Menu.Positioner
            side="top"
            align={kind === "rail" ? "start" : "end"}
            sideOffset={8}
            collisionPadding={12}
            style={{ zIndex: 40 }}
          >
            <Menu.Popup className="menu">
              {kind === "bar" &&
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
                <Menu.RadioGroup value={tongue} onValueChange={speak}>
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
      {changing && <ChangePassword onClose={() => change(false)} />}
    </>
  )
}
