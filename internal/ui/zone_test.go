package ui_test

import _ "time/tzdata" // the tests run where no zones are installed
