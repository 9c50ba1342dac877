import { Menu, UnstyledButton } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import classes from './BottomBar.module.css'
import { NavLink } from './NavLink'
import { type Entry, entries, pathOf, phoneEntriesOf } from './nav'

const short = (name: Entry) =>
  name === 'plan' || name === 'fair' ? (`nav.${name}Short` as const) : (`nav.${name}` as const)

/** The navigation within a thumb's reach: at most five, the rest behind the last of them. */
export function BottomBar({ all }: { all: Entry[] }) {
  const { t } = useTranslation()
  const { bar, more } = phoneEntriesOf(all)
  return (
    <nav aria-label={t('nav.label')} className={classes.bar}>
      {bar.map(name => (
        <NavLink key={name} name={name} label={t(short(name))} iconSize={22} className={classes.link} />
      ))}
      {more.length > 0 && (
        <Menu position="top-end" width={220} withinPortal={false} withInitialFocusPlaceholder={false}>
          <Menu.Target>
            <UnstyledButton className={classes.link}>
              <IconDots size={22} stroke={1.75} aria-hidden />
              {t('nav.more')}
            </UnstyledButton>
          </Menu.Target>
          <Menu.Dropdown>
            {more.map(name => {
              const Icon = entries[name].icon
              return (
                <Menu.Item
                  key={name}
                  component={Link}
                  to={pathOf(name)}
                  leftSection={<Icon size={18} aria-hidden />}
                  className={classes.item}
                >
                  {t(`nav.${name}`)}
                </Menu.Item>
              )
            })}
          </Menu.Dropdown>
        </Menu>
      )}
    </nav>
  )
}
