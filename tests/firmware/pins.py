"""Where firmware/host.yaml's hardware is: the parts' own default pins."""

FORWARD = "26"
BACKWARD = "25"
SPEED = "motor_speed"
PUMP = "21"
VALVE = "22"
HEAT = "19"

ALL = (FORWARD, BACKWARD, SPEED, PUMP, VALVE, HEAT)
