package ui

import "syscall/js"

// uiKeyToJSCode has no keys: the page keeps the keyboard to itself.
var uiKeyToJSCode map[Key]js.Value
