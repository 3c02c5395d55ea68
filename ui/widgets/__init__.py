"""The kit: every control of the window.

Nothing outside it writes a colour, a distance or a bare button.

- `page.Page` with `card.Card`, `card.Figure`, `split.Split`, `layout.row` and `layout.column`
- words: `text.Text` (plain text only, `Span` for bold and tones), `card.Note`, `badge.Badge`
- lists: `table.Table` of `Row`s of `Cell`s, `task_list.TaskList` of `Need`s
- forms: `field.TextField`, `ParsedField`, `SecretField`, `AreaField`, `ChoiceField`, `Check`,
  `person_picker.PersonPicker`, within `dialog.Dialog`
- states: `states.StateStack` with its `Placeholder`s; `Figure.unknown`, `stale`, `failing`
- pictures: `icon.Icon`, `chart.Chart`, `qr.QrCode`, `address_card.AddressCard`, `steps.Steps`
- before the wallet is open: `gate.Gate`
"""
