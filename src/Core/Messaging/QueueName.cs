namespace Fulgurite.Messaging;

/// <summary>The product's queues.</summary>
public enum QueueName
{
    /// <summary><c>lnd-events</c>: settlements that a node reported.</summary>
    LndEvents,

    /// <summary><c>sends</c>: payments to be looked at.</summary>
    Sends,

    /// <summary><c>callbacks</c>: deliveries that are due.</summary>
    Callbacks,

    /// <summary><c>bills</c>: lines of credit to be looked at for billing.</summary>
    Bills,
}

/// <summary>The names of the queues on the bus.</summary>
public static class QueueNames
{
    /// <summary>The queue's name as it stands in <c>function.json</c> and in the infrastructure templates.</summary>
    public static string OnTheBus(this QueueName queue) => queue switch
    {
        QueueName.LndEvents => "lnd-events",
        QueueName.Sends => "sends",
        QueueName.Callbacks => "callbacks",
        QueueName.Bills => "bills",
    };
}
