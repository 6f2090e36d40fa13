namespace Fulgurite.App.Local;

/// <summary>An invoice that a wallet of the sandbox can pay.</summary>
internal sealed record SandboxInvoiceAnswer(string PaymentRequest);
