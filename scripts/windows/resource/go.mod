module example.org/dossier/scripts/windows/resource

go 1.26.0
