"""What feed readers take: JSON Feed and Atom."""
