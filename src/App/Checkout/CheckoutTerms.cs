using Fulgurite.Money;

namespace Fulgurite.App.Checkout;

/// <summary>What the hosted pages offer.</summary>
/// <param name="Payee">Who is paid, as the payer knows them.</param>
/// <param name="DepositMin">The least that the form takes.</param>
/// <param name="DepositMax">The most.</param>
/// <param name="HasForm">Whether anyone may make an invoice with the form: a choice of the operator.</param>
/// <param name="IsMainnet">Whether amounts are real money.</param>
/// <param name="AsksNode">
/// True where the node is the sandbox's: asking it costs nothing, and it can be made to pay.
/// </param>
internal sealed record CheckoutTerms(
    string Payee, Msat DepositMin, Msat DepositMax, bool HasForm, bool IsMainnet, bool AsksNode);
