using Fulgurite.App.Apis.AlphaPo;
using Fulgurite.App.Apis.Voltage;
using Fulgurite.App.Callbacks;
using Fulgurite.App.Checkout;

namespace Fulgurite.App;

/// <summary>What the web server of this process serves.</summary>
internal sealed record ServerPlan
{
    /// <summary>The engine, built when it is first needed.</summary>
    public required EngineSource Engine { get; init; }

    /// <summary>Tells the time.</summary>
    public required TimeProvider Clock { get; init; }

    /// <summary>Measures how long others may take to answer: see <see cref="EnginePorts.Waits"/>.</summary>
    public TimeProvider Waits { get => field ?? Clock; init; }

    /// <summary>Whether a request may start a function: it is the Functions host's, or the local host's.</summary>
    public required Func<HttpContext, bool> TriggerDoor { get; init; }

    /// <summary>Limits and fees of the AlphaPo surface.</summary>
    public required AlphaPoTerms AlphaPo { get; init; }

    /// <summary>What the hosted pages offer.</summary>
    public required CheckoutTerms Checkout { get; init; }

    /// <summary>Which callback addresses may be set and called.</summary>
    public required TargetPolicy Targets { get; init; }

    /// <summary>How often keys of the native API may call.</summary>
    public RequestLimits Limits { get; init; } = RequestLimits.Deployed;

    /// <summary>
    /// Host names that requests may be addressed to; null for any. A local run allows only this machine's own names, so
    /// that no web page can make its visitor's browser read the sandbox's keys under a name of its own (DNS rebinding).
    /// </summary>
    public IReadOnlyList<string>? HostNames { get; init; }

    /// <summary>Routes that only a local run has; null otherwise.</summary>
    public Action<IEndpointRouteBuilder>? MapLocal { get; init; }
}
