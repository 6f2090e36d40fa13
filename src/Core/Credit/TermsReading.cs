using Fulgurite.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.Credit;

/// <summary>What a change of terms is decided over, beside the head.</summary>
/// <param name="Profile">The wallet's profile; null where it was never written.</param>
/// <param name="Version">Its version.</param>
/// <param name="Active">The row that new invoices touch; null where it was never written, or is gone.</param>
/// <param name="HasOpenInvoice">Whether an invoice can still be paid; looked for after reading the row above.</param>
public sealed record TermsReading(WalletProfile? Profile, ETag? Version, Row? Active, bool HasOpenInvoice);
