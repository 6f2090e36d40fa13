namespace Fulgurite.Sandbox.Network;

/// <summary>What a developer wants to happen to a payment.</summary>
public enum SandboxOutcome
{
    /// <summary>It succeeds, after the delay.</summary>
    Settle,

    /// <summary>It fails, after the delay; the invoice stays payable.</summary>
    Fail,

    /// <summary>Its HTLC arrives and hangs until it is released.</summary>
    Hold,
}
