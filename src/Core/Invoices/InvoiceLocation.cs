using Fulgurite.Identity;

namespace Fulgurite.Invoices;

/// <summary>Where an invoice lives.</summary>
public sealed record InvoiceLocation(EnvironmentId Environment, WalletId Wallet, InvoiceId Invoice);
